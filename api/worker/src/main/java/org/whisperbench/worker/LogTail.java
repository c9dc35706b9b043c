package org.whisperbench.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The last lines that a worker wrote. A worker that fails a call marks its standard error with the call's number before it
 * answers on another pipe: who waits for the mark has all lines that came before. Any number of threads may use it.
 */
final class LogTail {

    static final int LINES = 40;

    /** Begins a mark; the call's number and a line feed follow. */
    static final char MARK = '\u001E';

    private final Deque<String> lines = new ArrayDeque<>(LINES);
    private String mark = "";

    synchronized void add(String line) {
        int at = line.indexOf(MARK);
        if (at != 0) {
            keep(at < 0 ? line : line.substring(0, at));
        }
        if (at >= 0) {
            mark = line.substring(at + 1);
            notifyAll();
        }
    }

    private void keep(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** Waits until all is there that was written before a call failed, or so long. */
    synchronized void awaitMark(long id, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!mark.equals(Long.toString(id))) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
