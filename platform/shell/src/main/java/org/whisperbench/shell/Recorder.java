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
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

        /** Whether it ended by itself, of which {@link #stop} tells the reason. */
        boolean hasEnded();

        Path stop() throws InterruptedException;

        @Override
        void close();
    }

    /** Returns the file with what was said. */
    Path record(ProgressLines lines) throws InterruptedException {
        Path file = folder.resolve("recording-" + LocalDateTime.now(clock).format(STAMP) + ".wav");
        try (Take take = source.open(file)) {
            lines.note("push Enter to start recording, and again to stop");
            waitForEnter(take);
            take.start();
            ScheduledExecutorService meter = Executors.newSingleThreadScheduledExecutor();
            try {
                Future<?> drawing =
                        meter.scheduleAtFixedRate(() -> draw(lines, take), 0, METER_MILLIS, TimeUnit.MILLISECONDS);
                waitForEnter(take);
                drawing.cancel(false);
            } catch (WhisperException | InterruptedException e) {
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
            lines.redraw(List.of(meter(take.level(), take.length())));
        }
    }

    /** A bar as long as it is loud, from 0 to 1, and how much was recorded. */
    static String meter(double level, Duration length) {
        int bars = (int) Math.round(METER_WIDTH * Math.min(1, Math.max(0, level)));
        return "[%s%s] %s".formatted("#".repeat(bars), " ".repeat(METER_WIDTH - bars), seconds(length));
    }

    private static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }

    /** Until Enter is pushed or the recording ended by itself. A thread of its own reads, since not every reading hears an interrupt. */
    private void waitForEnter(Take take) throws InterruptedException {
        FutureTask<Integer> line = new FutureTask<>(this::readLine);
        Thread reader = new Thread(line, "whisperbench-enter");
        reader.setDaemon(true);
        reader.start();
        try {
            boolean waiting = true;
            while (waiting && !take.hasEnded()) {
                waiting = !isDone(line);
            }
        } finally {
            line.cancel(true);
        }
    }

    private static boolean isDone(Future<Integer> line) throws InterruptedException {
        try {
            if (line.get(METER_MILLIS, TimeUnit.MILLISECONDS) < 0) {
                throw new WhisperException(
                        ErrorKind.USER, "standard input ended before Enter was pushed; record at a terminal");
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "the terminal cannot be read: "
                            + Objects.requireNonNull(e.getCause()).getMessage() + "; name a sound file",
                    e);
        }
    }

    /** Returns the last key, or less than 0 at the end of the keys. */
    private int readLine() throws IOException {
        int key = keys.read();
        while (key >= 0 && key != '\n') {
            key = keys.read();
        }
        return key;
    }
}
