package org.whisperbench.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Records while a person at the terminal wants it: from one push of Enter to the next. */
final class Recorder {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final int METER_WIDTH = 30;
    private static final long METER_MILLIS = 100;

    private final Source source;
    private final InputStream keys;
    private final Path folder;
    private final Clock clock;

    Recorder(Source source, InputStream keys, Path folder, Clock clock) {
        this.source = source;
        this.keys = keys;
        this.folder = folder;
        this.clock = clock;
    }

    /** Where sound comes from. */
    @FunctionalInterface
    interface Source {
        Take open(Path file);
    }

    /** One recording. */
    interface Take extends AutoCloseable {

        void start();

        double level();

        Duration length();

        Path stop() throws InterruptedException;

        @Override
        void close();
    }

    /** Returns the file with what was said. */
    Path record(ProgressLines lines) throws InterruptedException {
        Path file = folder.resolve("recording-" + LocalDateTime.now(clock).format(STAMP) + ".wav");
        try (Take take = source.open(file)) {
            lines.note("push Enter to start recording, and again to stop");
            waitForEnter();
            take.start();
            ScheduledExecutorService meter = Executors.newSingleThreadScheduledExecutor();
            try {
                Future<?> drawing =
                        meter.scheduleAtFixedRate(() -> draw(lines, take), 0, METER_MILLIS, TimeUnit.MILLISECONDS);
                waitForEnter();
                drawing.cancel(false);
            } catch (WhisperException e) {
                kept(take, lines);
                throw e;
            } finally {
                meter.shutdownNow();
            }
            return kept(take, lines);
        }
    }

    /** Ends the recording and says where it is, also where nobody is there any more to end it. */
    private static Path kept(Take take, ProgressLines lines) throws InterruptedException {
        Path recorded = take.stop();
        lines.note("recorded %s into '%s'".formatted(seconds(take.length()), recorded));
        return recorded;
    }

    private static void draw(ProgressLines lines, Take take) {
        if (lines.isTerminal()) {
            lines.redraw(List.of(meter(take)));
        }
    }

    private static String meter(Take take) {
        int bars = (int) Math.round(METER_WIDTH * Math.min(1, Math.max(0, take.level())));
        return "[%s%s] %s".formatted("#".repeat(bars), " ".repeat(METER_WIDTH - bars), seconds(take.length()));
    }

    private static String seconds(Duration length) {
        return "%.1f s".formatted(length.toMillis() / 1000.0);
    }

    private void waitForEnter() {
        try {
            int key = keys.read();
            while (key >= 0 && key != '\n') {
                key = keys.read();
            }
            if (key < 0) {
                throw new WhisperException(
                        ErrorKind.USER, "standard input ended before Enter was pushed; record at a terminal");
            }
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL, "the terminal cannot be read: " + e.getMessage() + "; name a sound file", e);
        }
    }
}
