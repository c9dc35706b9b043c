package org.whisperbench.launcher;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other code prints to standard output, such as a decoder that tells of a rare block. Standard output is for results, which
 * programs read, so this goes to the log, a line at a time.
 */
final class StrayOutput extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(StrayOutput.class);
    private static final int LONGEST = 1000;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private StrayOutput() {}

    /** Leads {@link System#out} into the log; commands write to the process' own console. */
    static void intoLog() {
        System.setOut(new PrintStream(new StrayOutput(), true, StandardCharsets.UTF_8));
    }

    @Override
    public synchronized void write(int value) {
        if (value != '\n') {
            line.write(value);
        }
        if (value == '\n' || line.size() >= LONGEST) {
            LOG.info(
                    "printed by a library: {}",
                    line.toString(StandardCharsets.UTF_8).strip());
            line.reset();
        }
    }
}
