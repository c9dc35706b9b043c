package org.whisperbench.backend.coreml;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The last lines that a process wrote. Any number of threads may use it. */
final class SaidLines {

    private static final int MOST = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The lines, oldest first. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    synchronized void add(String line) {
        lines.add(line);
        if (lines.size() > MOST) {
            lines.remove();
        }
        notifyAll();
    }

    /** Waits until the lines are such; returns whether they became so in time. */
    synchronized boolean await(Duration limit, Predicate<List<String>> condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.test(lines())) {
            long left = limit.toNanos() - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /** Reads what a process writes, in a thread that ends with it. */
    void readFrom(Process process) {
        Thread reader = new Thread(() -> read(process), "output of whisper-server " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Process process) {
        try (BufferedReader content =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = content.readLine(); line != null; line = content.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            // Its process has ended, and with it what it says.
            process.destroy();
        } finally {
            ended.countDown();
        }
    }

    /** Waits for the last words of a process that has ended; returns whether they came, since a child of it may go on. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }
}
