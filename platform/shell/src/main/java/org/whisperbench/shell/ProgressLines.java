package org.whisperbench.shell;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says on standard error what is being done, once it takes longer than a second, and at most once a second: one plain
 * line each, since not every terminal is one.
 */
final class ProgressLines {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final PrintStream err;
    private final LongSupplier nanoTime;
    private long lastNanos;
    private boolean metering;

    ProgressLines(PrintStream err, LongSupplier nanoTime) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /**
     * Says it, if it is time to.
     *
     * @param what what is being done
     * @param fraction how much of it is done, from 0 to 1
     */
    synchronized void at(String what, double fraction) {
        long now = nanoTime.getAsLong();
        if (now - lastNanos >= SECOND_NANOS) {
            lastNanos = now;
            err.println("%s (%d %%)".formatted(what, Math.round(100 * fraction)));
            err.flush();
        }
    }

    /** Shows something over what was shown here last. */
    synchronized void meter(String text) {
        err.print("\r" + text + " ");
        err.flush();
        metering = true;
    }

    /** Says something at once. */
    synchronized void note(String line) {
        if (metering) {
            err.println();
            metering = false;
        }
        err.println(line);
        err.flush();
    }

    /**
     * Asks the person at the terminal.
     *
     * @param question a question that can be answered with yes
     * @return false if the answer is another one, or if there is nobody to ask
     */
    @SuppressWarnings("SystemConsoleNull") // on 17 and 25 it is null where there is no terminal
    synchronized boolean confirms(String question) {
        Console terminal = System.console();
        if (terminal == null) {
            return false;
        }
        err.print(question + " [y/N] ");
        err.flush();
        String answer = terminal.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
