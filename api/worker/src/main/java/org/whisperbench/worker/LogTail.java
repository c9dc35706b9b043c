package org.whisperbench.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines that a worker wrote. Any number of threads may use it. */
final class LogTail {

    static final int LINES = 40;

    private final Deque<String> lines = new ArrayDeque<>(LINES);

    synchronized void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
