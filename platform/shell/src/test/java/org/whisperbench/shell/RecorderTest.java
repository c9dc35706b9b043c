package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

class RecorderTest {

    private static final Path FOLDER = Path.of("folder");
    private static final Path FILE = FOLDER.resolve("recording-20261125-235501.wav");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final FakeTake take = new FakeTake();

    @Test
    void recordsFromOneEnterToTheNext() throws InterruptedException {
        assertEquals(FILE, record("\nsome words\n"));

        assertEquals("started stopped closed", take.story.strip());
        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("push Enter to start recording, and again to stop"), text);
        assertTrue(text.contains("recorded 1.5 s into '" + FILE + "'"), text);
    }

    @Test
    void withoutAnybodyToPushEnterNothingIsRecorded() {
        WhisperException refused = assertThrows(WhisperException.class, () -> record(""));

        assertEquals(ErrorKind.USER, refused.kind());
        assertEquals("closed", take.story.strip());
    }

    @Test
    void whereNobodyIsLeftToEndItTheRecordingIsKeptAndNamed() {
        WhisperException refused = assertThrows(WhisperException.class, () -> record("\nwords"));

        assertEquals(ErrorKind.USER, refused.kind());
        assertEquals("started stopped closed", take.story.strip());
        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("recorded 1.5 s into '" + FILE + "'"), text);
    }

    @Test
    void whoeverCancelsKeepsWhatWasSaid() throws InterruptedException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-25T23:55:01Z"), ZoneOffset.UTC);
        BlockedKeys keys = new BlockedKeys();
        Thread caller = Thread.currentThread();
        keys.blocked = caller::interrupt;

        assertThrows(
                InterruptedException.class,
                () -> new Recorder(file -> take.into(file), keys, FOLDER, clock).record(lines()));

        assertEquals("started stopped closed", take.story.strip());
        assertFalse(caller.isInterrupted());
        assertTrue(shown.toString(StandardCharsets.UTF_8).contains("recorded 1.5 s into '" + FILE + "'"));
    }

    @Test
    void aMicrophoneThatIsLostIsSaidThoughNobodyPushesEnter() {
        Clock clock = Clock.fixed(Instant.parse("2026-11-25T23:55:01Z"), ZoneOffset.UTC);
        BlockedKeys keys = new BlockedKeys();
        keys.blocked = () -> take.lost = true;

        WhisperException failed = assertThrows(
                WhisperException.class,
                () -> new Recorder(file -> take.into(file), keys, FOLDER, clock).record(lines()));

        assertEquals("the microphone was lost", failed.getMessage());
        assertEquals("started closed", take.story.strip());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            0,    `[                              ] 1.5 s`
            0.5,  `[###############               ] 1.5 s`
            1,    `[##############################] 1.5 s`
            7,    `[##############################] 1.5 s`
            """)
    void theMeterIsAsLongAsItIsLoud(double level, String expected) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals(expected, Recorder.meter(level, Duration.ofMillis(1500)));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Enter is pushed once; then the keys are waited for until that is interrupted. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // one key is all that is read
    private static final class BlockedKeys extends InputStream {

        private final CountDownLatch never = new CountDownLatch(1);
        private Runnable blocked = () -> {};
        private boolean pushed;

        @Override
        public int read() throws IOException {
            if (!pushed) {
                pushed = true;
                return '\n';
            }
            blocked.run();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return -1;
        }
    }

    private Path record(String keys) throws InterruptedException {
        Clock clock = Clock.fixed(Instant.parse("2026-11-25T23:55:01Z"), ZoneOffset.UTC);
        ByteArrayInputStream pushed = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
        return new Recorder(file -> take.into(file), pushed, FOLDER, clock).record(lines());
    }

    private ProgressLines lines() {
        return new ProgressLines(new PrintStream(shown, true, StandardCharsets.UTF_8), () -> 0);
    }

    private static final class FakeTake implements Recorder.Take {

        private String story = "";
        private Path file = Path.of("");
        private volatile boolean lost;

        FakeTake into(Path newFile) {
            file = newFile;
            return this;
        }

        @Override
        public void start() {
            story += " started";
        }

        @Override
        public double level() {
            return 0.5;
        }

        @Override
        public Duration length() {
            return Duration.ofMillis(1500);
        }

        @Override
        public boolean hasEnded() {
            return lost;
        }

        @Override
        public Path stop() {
            if (lost) {
                throw new WhisperException(ErrorKind.RESOURCES, "the microphone was lost");
            }
            assertFalse(story.contains("stopped"));
            story += " stopped";
            return file;
        }

        @Override
        public void close() {
            story += " closed";
        }
    }
}
