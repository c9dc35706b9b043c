package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Length, threads and interruption. */
@Timeout(120)
class LongAudioTest {

    @TempDir
    Path folder;

    @Test
    void anHourIsDecodedAndReadWithoutGrowingTheHeap() throws Exception {
        decodesInFlatMemory(1, new WavBuilder().rate(8000));
    }

    /** More than 4 GiB, so the head cannot tell the size. */
    @Test
    @Tag("long")
    @Timeout(1200)
    void tenHoursAreDecodedAndReadWithoutGrowingTheHeap() throws Exception {
        decodesInFlatMemory(10, new WavBuilder().rate(44_100).channels(2));
    }

    private void decodesInFlatMemory(int hours, WavBuilder wav) throws Exception {
        Path file = hours(hours, wav);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);

        try (DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file)) {
            float[] end = new float[16_000];
            assertEquals(Duration.ofHours(hours), audio.duration());
            assertEquals(16_000, audio.read(audio.sampleCount() - 16_000, end));
        }

        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertTrue(allocated < 16_000_000, allocated + " bytes were allocated for " + hours + " hours");
    }

    @Test
    void interruptingBeforeDecodingStopsIt() throws IOException {
        Path file = new WavBuilder().channels(2).shorts((short) 1, (short) 1).write(folder.resolve("a.wav"));

        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> new AudioFiles(folder.resolve("scratch")).open(file));
        assertFalse(Thread.interrupted());
    }

    @Test
    void interruptingWhileDecodingStopsItAndLeavesNothing() throws Exception {
        Path file = hours(20, new WavBuilder().rate(8000));
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        ExecutorService decoder = Executors.newSingleThreadExecutor();
        try {
            Future<?> decoding = decoder.submit(
                    () -> assertThrows(InterruptedException.class, () -> new AudioFiles(scratch).open(file)));
            while (count(scratch) == 0 && !decoding.isDone()) {
                Thread.onSpinWait();
            }
            decoder.shutdownNow();
            decoding.get();
        } finally {
            decoder.shutdownNow();
        }
        assertEquals(0, count(scratch));
    }

    @Test
    void severalThreadsReadAtOnce() throws Exception {
        short[] samples = new short[50_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) i;
        }
        Path file = new WavBuilder().shorts(samples).write(folder.resolve("a.wav"));
        ExecutorService readers = Executors.newFixedThreadPool(4);
        try (DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file)) {
            List<Future<?>> reads = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int from = i * 113;
                boolean interrupted = i % 10 == 9;
                reads.add(readers.submit(() -> {
                    if (interrupted) {
                        assertInterrupted(audio);
                    } else {
                        assertReads(audio, samples, from);
                    }
                }));
            }
            for (Future<?> read : reads) {
                read.get();
            }
        } finally {
            readers.shutdown();
        }
    }

    @Test
    void readingStopsAtTheEndAndRefusesWhatIsBeforeTheBeginning() throws Exception {
        Path file = new WavBuilder().shorts((short) 1, (short) 2, (short) 3).write(folder.resolve("a.wav"));
        DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file);
        float[] into = {9, 9, 9};

        assertEquals(1, audio.read(2, into));
        assertEquals(9, into[1]);
        assertEquals(0, audio.read(3, into));
        assertEquals(0, audio.read(Long.MAX_VALUE, into));
        assertEquals(0, audio.read(0, new float[0]));
        assertThrows(IndexOutOfBoundsException.class, () -> audio.read(-1, into));
        audio.close();
        assertThrows(IllegalStateException.class, () -> audio.read(0, into));
    }

    @Test
    void aFileThatShrinksWhileInUseIsAFailure() throws Exception {
        Path file = new WavBuilder().shorts((short) 1, (short) 2, (short) 3).write(folder.resolve("a.wav"));
        try (DecodedAudio audio = new AudioFiles(folder.resolve("scratch")).open(file)) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toString(), "rw")) {
                cut.setLength(46);
            }

            WhisperException failed = assertThrows(WhisperException.class, () -> audio.read(0, new float[3]));

            assertEquals(ErrorKind.EXTERNAL, failed.kind());
        }
    }

    private static void assertInterrupted(DecodedAudio audio) {
        Thread.currentThread().interrupt();
        WhisperException failed = assertThrows(WhisperException.class, () -> audio.read(0, new float[10]));
        assertEquals(ErrorKind.EXTERNAL, failed.kind());
        assertTrue(Thread.interrupted(), "the flag is kept");
    }

    private static void assertReads(DecodedAudio audio, short[] samples, int from) {
        float[] into = new float[4000];
        assertEquals(4000, audio.read(from, into));
        for (int i = 0; i < into.length; i++) {
            assertEquals(samples[from + i] / 32_768f, into[i]);
        }
    }

    private Path hours(int hours, WavBuilder wav) throws IOException {
        Path file = wav.declaring(0, 0).write(folder.resolve("long.wav"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toString(), "rw")) {
            sparse.setLength(44 + 3600L * hours * wav.bytesPerSecond());
        }
        return file;
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }
}
