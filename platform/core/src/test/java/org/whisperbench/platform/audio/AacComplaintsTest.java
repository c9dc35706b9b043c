package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JAAD logs of each damaged block, without the file's name, reaches no log: blocks are counted and told with the file. */
class AacComplaintsTest {

    private static final int SEED = 20_261_127;
    private static final int CASES = 20;

    @TempDir
    Path folder;

    /** Another test may have opened such a file; each kind of file has to see to it by itself. */
    @BeforeEach
    void forgetWhatWasMuted() {
        Logger.getLogger("jaad").setUseParentHandlers(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adts.aac", "stereo.m4a"})
    void damagedBlocksAreCountedAndNotLogged(String name) throws Exception {
        byte[] original = Files.readAllBytes(RealFiles.path(name));
        Random random = new Random(SEED);
        long skipped = 0;

        try (Listener listener = new Listener()) {
            for (int i = 0; i < CASES; i++) {
                byte[] bytes = original.clone();
                for (int at = 1000; at < 3000; at++) {
                    bytes[at] = (byte) random.nextInt(256);
                }
                skipped += skippedBlocks(Files.write(folder.resolve(name), bytes));
            }

            assertEquals(List.of(), listener.heard);
        }
        assertTrue(skipped > 0, "nothing was there to complain of");
    }

    /** So that the other test is not content with a handler that hears nothing. */
    @Test
    void whatOthersLogIsHeard() {
        Logger another = Logger.getLogger(AacComplaintsTest.class.getName());
        another.setLevel(Level.FINE);
        try (Listener listener = new Listener()) {
            another.fine("of another");

            assertEquals(List.of("of another"), listener.heard);
        }
    }

    private long skippedBlocks(Path file) throws Exception {
        AudioFiles files = new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in);
        try (DecodedAudio audio = files.open(file)) {
            return audio.source().damage().skippedBlocks();
        }
    }

    /** Hears what comes to the log of the whole process, as the host's does. */
    private static final class Listener extends Handler implements AutoCloseable {

        private final Logger root = Logger.getLogger("");
        private final List<String> heard = new CopyOnWriteArrayList<>();

        Listener() {
            root.addHandler(this);
        }

        @Override
        public void publish(LogRecord entry) {
            heard.add(entry.getMessage());
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            root.removeHandler(this);
        }
    }
}
