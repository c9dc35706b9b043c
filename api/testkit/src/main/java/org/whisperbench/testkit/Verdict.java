package org.whisperbench.testkit;

import java.util.function.Supplier;

/** The end of a rule: a rejection is one message, without what an assertion would add to it. */
final class Verdict {

    private Verdict() {}

    /** Rejects a backend unless a condition holds. */
    static void require(boolean condition, Supplier<String> rejection) {
        if (!condition) {
            throw new AssertionError(rejection.get());
        }
    }
}
