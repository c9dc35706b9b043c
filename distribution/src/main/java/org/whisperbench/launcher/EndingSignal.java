package org.whisperbench.launcher;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The signal that ends this process, if one does. Java tells no hook of its reason; but it handles each signal in a thread of
 * its own that is named after it (in JDK 17 to 25 {@code SIGTERM handler}), and that thread waits until the hooks are done.
 */
final class EndingSignal {

    private static final Map<String, Integer> NUMBERS =
            Map.of("SIGHUP handler", 1, "SIGINT handler", 2, "SIGTERM handler", 15);
    /** As shells tell how a program ended. */
    private static final int SIGNALLED = 128;

    private EndingSignal() {}

    /** The exit code that stands for the signal; empty if the process ends by itself. */
    static OptionalInt exitCode() {
        // Listing threads of a group asks none of them to stop, which one that is stuck in an engine might not do.
        ThreadGroup all = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
        while (all.getParent() != null) {
            all = all.getParent();
        }
        Thread[] threads = new Thread[2 * all.activeCount() + 16];
        int count = all.enumerate(threads);
        return Arrays.stream(threads, 0, count)
                .map(thread -> NUMBERS.getOrDefault(thread.getName(), 0))
                .filter(number -> number > 0)
                .mapToInt(number -> SIGNALLED + number)
                .findFirst();
    }
}
