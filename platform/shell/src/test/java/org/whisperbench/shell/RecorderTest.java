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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

class RecorderTest {

    private static final Path FOLDER = Path.of("folder");
    private static final Path FILE = FOLDER.resolve("recording-20261125-235501.wav");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-25T23:55:01Z"), ZoneOffset.UTC);

    private final Screen shown = new Screen();
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
        BlockedKeys keys = new BlockedKeys();
        Thread caller = Thread.currentThread();
        keys.blocked = caller::interrupt;

        assertThrows(InterruptedException.class, () -> new Recorder(take::into, keys, FOLDER, CLOCK).record(lines()));

        assertEquals("started stopped closed", take.story.strip());
        assertFalse(caller.isInterrupted());
        assertTrue(shown.toString(StandardCharsets.UTF_8).contains("recorded 1.5 s into '" + FILE + "'"));
    }

    @Test
    void aMicrophoneThatIsLostIsSaidThoughNobodyPushesEnter() {
        BlockedKeys keys = new BlockedKeys();
        keys.blocked = () -> take.lost = true;

        WhisperException failed = assertThrows(
                WhisperException.class, () -> new Recorder(take::into, keys, FOLDER, CLOCK).record(lines()));

        assertEquals("the microphone was lost", failed.getMessage());
        assertEquals("started closed", take.story.strip());
    }

    @Test
    @Timeout(60)
    void theMeterIsDrawnAgainInItsPlaceWhileItRecords() throws InterruptedException {
        take.level = 0.5;
        String half = Recorder.meter(0.5, take.length());
        String loud = Recorder.meter(1, take.length());
        BlockedKeys keys = new BlockedKeys();
        shown.when = Map.of(half, () -> take.level = 1, loud, keys.again::countDown);

        new Recorder(take::into, keys, FOLDER, CLOCK).record(lines().wide(80));

        String text = shown.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("%s%n\033[1F\033[J%s%n".formatted(half, loud)), text);
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

    /** Enter is pushed once, and again when that is let; or the keys are waited for until that is interrupted. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // one key is all that is read
    private static final class BlockedKeys extends InputStream {

        private final CountDownLatch again = new CountDownLatch(1);
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
                again.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            return '\n';
        }
    }

    private Path record(String keys) throws InterruptedException {
        ByteArrayInputStream pushed = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
        return new Recorder(take::into, pushed, FOLDER, CLOCK).record(lines());
    }

    private ProgressLines lines() {
        return new ProgressLines(new PrintStream(shown, true, StandardCharsets.UTF_8), () -> 0);
    }

    /** What was shown; something may happen when a text has appeared. */
    private static final class Screen extends ByteArrayOutputStream {

        private Map<String, Runnable> when = Map.of();

        @Override
        public synchronized void write(byte[] bytes, int from, int count) {
            super.write(bytes, from, count);
            when.forEach((text, then) -> {
                if (toString(StandardCharsets.UTF_8).contains(text)) {
                    then.run();
                }
            });
        }
    }

    private static final class FakeTake implements Recorder.Take {

        private String story = "";
        private Path file = Path.of("");
        private volatile boolean lost;
        private volatile double level;

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
            return level;
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
