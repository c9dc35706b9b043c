package org.whisperbench.shell;

/**
 * Ends a line of the prompt whose command was cancelled with Ctrl-C, with all that was to come after it. Gogo shows what
 * {@link #toString} says.
 */
final class Cancelled extends Exception {

    private static final long serialVersionUID = 1;

    Cancelled() {
        super("cancelled");
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // it is what Gogo shows
    public String toString() {
        return "cancelled";
    }
}
