package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Damaged heads of every format: each file is decoded or refused in one line, soon; nothing is left behind or shown. */
class HeaderFuzzTest {

    private static final System.Logger LOG = System.getLogger(HeaderFuzzTest.class.getName());
    private static final int SEED = 20_261_125;
    private static final int HEAD_BYTES = 600;
    private static final int KEPT_BYTES = 6000;
    private static final int THREADS = 2;
    private static final int SHOWN = 20;
    private static final Duration SOON = Duration.ofMinutes(2);

    private final LongAdder decoded = new LongAdder();
    private final LongAdder refused = new LongAdder();

    @TempDir
    Path folder;

    @Test
    void everyDamagedHeadIsDecodedOrRefused() throws Exception {
        decodeDamaged(600);
    }

    @Test
    @Tag("hours")
    void everyOneOfAHundredThousandDamagedHeadsIsDecodedOrRefused() throws Exception {
        decodeDamaged(100_000);
    }

    private void decodeDamaged(int cases) throws Exception {
        List<byte[]> originals = originals();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (WatchedScreen screen = new WatchedScreen()) {
            List<Callable<Void>> parts = new ArrayList<>();
            for (int part = 0; part < THREADS; part++) {
                int first = part;
                parts.add(() -> {
                    decodeDamaged(originals, first, cases);
                    return null;
                });
            }
            for (Future<Void> part : threads.invokeAll(parts)) {
                part.get();
            }
            assertEquals(List.of(), screen.insides().stream().limit(SHOWN).toList(), "printed");
        } finally {
            threads.shutdownNow();
        }
        LOG.log(System.Logger.Level.INFO, "{0} damaged heads were decoded, {1} refused", decoded.sum(), refused.sum());
        assertTrue(decoded.sum() > cases / 100 && refused.sum() > cases / 100, "both occur");
    }

    private void decodeDamaged(List<byte[]> originals, int first, int cases) throws Exception {
        Path own = Files.createDirectory(folder.resolve("part" + first));
        AudioFiles files = new AudioFiles(own.resolve("scratch"), Optional::empty, () -> System.in);
        for (int i = first; i < cases; i += THREADS) {
            byte[] bytes = damaged(originals.get(i % originals.size()), new Random(SEED + i));
            Path file = Files.write(own.resolve("damaged"), bytes);
            String name = "case " + i;
            assertTimeoutPreemptively(SOON, () -> requireAnswer(files, file, name), name);
        }
        try (Stream<Path> left = Files.list(own.resolve("scratch"))) {
            assertTrue(left.findAny().isEmpty());
        }
    }

    private void requireAnswer(AudioFiles files, Path file, String name) throws InterruptedException {
        try (DecodedAudio audio = files.open(file)) {
            assertTrue(audio.source().channels() > 0, name);
            decoded.increment();
        } catch (WhisperException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(e.kind() == ErrorKind.USER, () -> name + ": " + e);
            assertFalse(message.contains("\n") || message.contains("Exception"), () -> name + ": " + message);
            assertTrue(message.contains("; "), () -> name + ": " + message);
            refused.increment();
        }
    }

    private static byte[] damaged(byte[] original, Random random) {
        byte[] bytes = original.clone();
        Head head = Head.of(original);
        int damages = 1 + random.nextInt(6);
        for (int i = 0; i < damages; i++) {
            int at = head.from() + random.nextInt(head.bytes());
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : bytes[at] ^ (1 << random.nextInt(8)));
        }
        if (Head.has(original, 0, "OggS") && random.nextBoolean()) {
            OggPages.seal(bytes, original);
        }
        int length = random.nextInt(4) == 0 ? 1 + random.nextInt(bytes.length) : bytes.length;
        return Arrays.copyOf(bytes, length);
    }

    /** Where a file tells what its sound is: an MP4 file often at its end, Ogg in its first pages, others in their first bytes. */
    private record Head(int from, int bytes) {

        static Head of(byte[] file) {
            if (has(file, 4, "ftyp")) {
                int box = 0;
                while (!has(file, box + 4, "moov")) {
                    box += ByteBuffer.wrap(file).getInt(box);
                }
                return new Head(box, Math.min(ByteBuffer.wrap(file).getInt(box), file.length - box));
            }
            return new Head(0, Math.min(has(file, 0, "OggS") ? KEPT_BYTES : HEAD_BYTES, file.length));
        }

        private static boolean has(byte[] file, int at, String name) {
            return Arrays.equals(file, at, at + 4, name.getBytes(StandardCharsets.US_ASCII), 0, 4);
        }
    }

    /** The beginnings of the files of real encoders, small enough to be decoded many times. */
    private static List<byte[]> originals() throws Exception {
        Path folder = RealFiles.path("README.md").resolveSibling("");
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file ->
                            Files.isRegularFile(file) && !file.toString().matches(".*[.](md|class)"))
                    .sorted()
                    .toList();
            List<byte[]> originals = new ArrayList<>();
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                boolean whole = Head.has(bytes, 4, "ftyp");
                originals.add(whole ? bytes : Arrays.copyOf(bytes, Math.min(bytes.length, KEPT_BYTES)));
            }
            return originals;
        }
    }
}
