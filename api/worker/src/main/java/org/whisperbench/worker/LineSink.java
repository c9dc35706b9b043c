package org.whisperbench.worker;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts bytes into lines; of a long line it keeps the beginning. One thread uses it. */
final class LineSink {

    static final int LINE_BYTES = 400;

    private final Consumer<String> lines;
    private final byte[] line = new byte[LINE_BYTES];
    private int length;
    private boolean begun;

    LineSink(Consumer<String> lines) {
        this.lines = lines;
    }

    void accept(byte[] bytes, int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                keep(bytes, start, at);
                end();
                start = at + 1;
            }
        }
        keep(bytes, start, to);
    }

    private void keep(byte[] bytes, int from, int to) {
        int count = Math.min(to - from, LINE_BYTES - length);
        System.arraycopy(bytes, from, line, length, count);
        length += count;
        begun |= to > from;
    }

    /** Takes what there is as a line. */
    void end() {
        if (begun) {
            lines.accept(new String(line, 0, length, StandardCharsets.UTF_8).replace('\0', '\uFFFD'));
        }
        length = 0;
        begun = false;
    }
}
