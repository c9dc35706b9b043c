package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long sound of the libraries' formats. MP3 and AAC are streams of frames; FLAC is joined files; of Ogg, one stream is made. */
@Timeout(300)
class LongStreamsTest {

    private static final System.Logger LOG = System.getLogger(LongStreamsTest.class.getName());
    private static final long QUARTER = 4 * 60L * 16_000;
    /** Less than the smallest object for each of the frames, of FLAC two. */
    private static final long SLACK_BYTES = 250_000;

    private static final long GC_MILLIS = 50;

    @TempDir
    Path folder;

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"no-tag.mp3", "adts.aac", "stereo.flac", "stereo.ogg", "stereo.opus"})
    void lengthTakesNoMemory(String name) throws Exception {
        long quarter = mostHeld(repeated(name, QUARTER), QUARTER);
        long whole = mostHeld(repeated(name, 4 * QUARTER), 4 * QUARTER);

        LOG.log(System.Logger.Level.INFO, "{0}: {1} bytes are held in a quarter, {2} in all", name, quarter, whole);
        assertTrue(whole < quarter + SLACK_BYTES, quarter + " bytes are held in a quarter, " + whole + " in all");
    }

    /** Returns the most that is reachable at any time while a file is decoded. */
    private long mostHeld(Path file, long samples) throws Exception {
        ExecutorService decoder = Executors.newSingleThreadExecutor();
        try {
            Future<?> decoding = decoder.submit(() -> requireWhole(file, samples));
            long most = 0;
            while (!isDone(decoding)) {
                System.gc();
                most = Math.max(
                        most,
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            }
            return most;
        } finally {
            decoder.shutdownNow();
        }
    }

    private static boolean isDone(Future<?> decoding) throws ExecutionException, InterruptedException {
        try {
            decoding.get(GC_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private Void requireWhole(Path file, long samples) throws InterruptedException {
        try (DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file)) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            assertTrue(Math.abs(audio.sampleCount() - samples) < samples / 10, () -> audio.sampleCount() + " samples");
        }
        return null;
    }

    private Path repeated(String name, long samples) throws Exception {
        byte[] bytes = Files.readAllBytes(RealFiles.path(name));
        int times = (int) (samples / RealFiles.SAMPLES);
        Path file = folder.resolve(times + "-" + name);
        try (OutputStream out = Files.newOutputStream(file)) {
            if (name.matches(".*\\.(ogg|opus)")) {
                writeStream(OggPages.of(bytes), times, out);
            } else {
                for (int i = 0; i < times; i++) {
                    out.write(bytes);
                }
            }
        }
        return file;
    }

    /** One stream, in which the pages with sound come again and again; the last page, which says that it is, only at the end. */
    private static void writeStream(List<byte[]> pages, int times, OutputStream out) throws IOException {
        int heads = (int)
                pages.stream().filter(page -> OggPages.position(page) == 0).count();
        byte[] end = pages.get(pages.size() - 1);
        long length = OggPages.position(end);
        int numbers = pages.size() - heads;
        out.write(OggPages.join(pages.subList(0, heads)));
        for (int i = 0; i < times; i++) {
            for (byte[] page : pages.subList(heads, pages.size())) {
                boolean goesOn = page == end && i < times - 1;
                byte[] again = OggPages.later(OggPages.moved(page, i * length), i * numbers);
                out.write(goesOn ? OggPages.notLast(again) : again);
            }
        }
    }
}
