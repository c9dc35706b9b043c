package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.Audio;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;

/** Length: what is kept of long audio is its text. */
final class TenHoursTest {

    private static final System.Logger LOG = System.getLogger(TenHoursTest.class.getName());
    private static final int RATE = 16_000;
    private static final long MEBI = 1 << 20;
    private static final Duration PERIOD = Duration.ofMinutes(30);
    private static final Duration LENGTH = Duration.ofHours(10);
    /** How often something is said. */
    private static final int TIMES = 300;

    @Test
    @Tag("long")
    void tenHoursTakeNoMoreMemoryThanOne() throws InterruptedException {
        Transcription result = transcribe(TranscribeOptions.defaults());

        // Where a window ends within a word, a word may be lost or heard twice.
        assertEquals(4.0 * TIMES, words(result), 4.0 * TIMES / 10, result::text);
    }

    /**
     * Batches cut windows in the silence, so that the words are anywhere in them, which the self-test model did not learn: it hears
     * some of them. Their times are right all the same.
     */
    @Test
    @Tag("hours")
    void norDoTheyInBatchesWithTheTimesOfWords() throws InterruptedException {
        Transcription result = transcribe(TranscribeOptions.defaults()
                .with(DecodingOption.BATCH, "4")
                .with(DecodingOption.WORD_TIMESTAMPS, "true"));

        assertTrue(words(result) >= TIMES, result::text);
        Duration last = Duration.ZERO;
        for (Segment segment : result.segments()) {
            for (Word word : segment.words()) {
                assertTrue(word.start().compareTo(last) >= 0, () -> word + " in " + segment);
                last = word.start();
            }
        }
        assertTrue(last.compareTo(LENGTH.minus(PERIOD)) > 0, last::toString);
    }

    private static int words(Transcription result) {
        return result.text().split(" ", -1).length;
    }

    private static Transcription transcribe(TranscribeOptions options) throws InterruptedException {
        FakeAudio said = Checkout.samples().get(0).audio();
        Repeated audio = new Repeated(said, LENGTH);
        List<Long> heap = new ArrayList<>();
        List<Long> resident = new ArrayList<>();
        Progress watching = new Progress() {
            @Override
            public void segment(Segment segment) {
                if (segment.start().compareTo(PERIOD.multipliedBy(heap.size() + 1L)) > 0) {
                    System.gc();
                    heap.add(ManagementFactory.getMemoryMXBean()
                                    .getHeapMemoryUsage()
                                    .getUsed()
                            / MEBI);
                    resident.add(residentBytes() / MEBI);
                }
            }
        };

        Transcription result;
        try (SpeechModel nano = Checkout.load(Checkout.nano(0))) {
            result = nano.transcribe(audio, options, watching);
        }

        LOG.log(System.Logger.Level.INFO, "MiB each half hour, heap: {0}, process: {1}", heap, resident);
        assertTrue(result.complete());
        assertTrue(heap.size() > 15, heap::toString);
        assertTrue(heap.get(heap.size() - 1) - heap.get(0) < 24, heap::toString);
        assertTrue(resident.get(resident.size() - 1) - resident.get(0) < 200, resident::toString);
        return result;
    }

    /** What the system says that this process has in memory; 0 where it does not tell. */
    private static long residentBytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The same words at the beginning of every two minutes, silence behind them; nothing of it is kept. */
    private static final class Repeated implements Audio {

        private final float[] said;
        private final long count;
        private final long period = 120L * RATE;

        Repeated(FakeAudio said, Duration length) {
            this.said = said.samples();
            this.count = length.toSeconds() * RATE;
        }

        @Override
        public long sampleCount() {
            return count;
        }

        @Override
        public int read(long fromSample, float[] into) {
            int length = (int) Math.max(0, Math.min(into.length, count - fromSample));
            Arrays.fill(into, 0, length, 0);
            for (int i = 0; i < length; i++) {
                long at = (fromSample + i) % period;
                if (at < said.length) {
                    into[i] = said[(int) at];
                }
            }
            return length;
        }

        @Override
        public Path wav() {
            return Path.of("none.wav");
        }
    }
}
