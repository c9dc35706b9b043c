package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What a process has written so far. */
final class Captured {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    private Captured() {}

    static Captured of(InputStream stream) {
        Captured captured = new Captured();
        Thread reader = new Thread(() -> captured.read(stream), "captures a process");
        reader.setDaemon(true);
        reader.start();
        return captured;
    }

    synchronized int length() {
        return text.length();
    }

    synchronized String from(int start) {
        return text.substring(start);
    }

    /** Waits until a text has come after some place, and returns all that has come after it. */
    synchronized String await(String awaited, int start) throws InterruptedException {
        long begin = System.nanoTime();
        while (text.indexOf(awaited, start) < 0) {
            long left = LIMIT_NANOS - (System.nanoTime() - begin);
            if (ended || left <= 0) {
                return fail("'%s' did not come, but:%n%s".formatted(awaited, text));
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return from(start);
    }

    /** Waits until all that has come fulfils a condition, and returns it. */
    synchronized String await(Predicate<String> condition, String what) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.test(text.toString())) {
            long left = LIMIT_NANOS - (System.nanoTime() - begin);
            if (ended || left <= 0) {
                return fail("%s did not come, but:%n%s".formatted(what, text));
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return text.toString();
    }

    /** Waits for the end, and returns everything. */
    synchronized String all() throws InterruptedException {
        long begin = System.nanoTime();
        while (!ended) {
            long left = LIMIT_NANOS - (System.nanoTime() - begin);
            if (left <= 0) {
                return fail("it does not end:%n%s".formatted(text));
            }
            wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
        return text.toString();
    }

    private void read(InputStream stream) {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[4096];
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                append(buffer, count);
            }
        } catch (IOException e) {
            append(("[capturing ended: " + e.getMessage() + "]").toCharArray());
        }
        end();
    }

    private void append(char[] characters) {
        append(characters, characters.length);
    }

    private synchronized void append(char[] buffer, int count) {
        text.append(buffer, 0, count);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }
}
