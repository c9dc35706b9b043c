package org.whisperbench.shell;

/** One call of one command, with its arguments in its fields. */
interface Command {

    /**
     * Does what was asked for.
     *
     * @return a report that {@link Reports} knows
     * @throws org.whisperbench.api.WhisperException if it cannot be done
     */
    Object report() throws InterruptedException;

    /** Whether the report is to be written as JSON. */
    boolean json();
}
