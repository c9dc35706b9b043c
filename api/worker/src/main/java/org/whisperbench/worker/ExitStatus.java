package org.whisperbench.worker;

import java.util.Map;
import java.util.Optional;

/**
 * How a process ended.
 *
 * @param code its exit code; 128 + N if signal N ended it, as Java tells on Linux and macOS
 */
public record ExitStatus(int code) {

    private static final int SIGNAL_BASE = 128;
    private static final int SIGNALS = 64;

    /** The signals whose numbers are the same on Linux and macOS, see signal(7). */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "SIGHUP"),
            Map.entry(2, "SIGINT"),
            Map.entry(3, "SIGQUIT"),
            Map.entry(4, "SIGILL"),
            Map.entry(5, "SIGTRAP"),
            Map.entry(6, "SIGABRT"),
            Map.entry(8, "SIGFPE"),
            Map.entry(9, "SIGKILL"),
            Map.entry(11, "SIGSEGV"),
            Map.entry(13, "SIGPIPE"),
            Map.entry(14, "SIGALRM"),
            Map.entry(15, "SIGTERM"),
            Map.entry(24, "SIGXCPU"));

    /**
     * Returns the signal that ended the process.
     *
     * @return its name, or its number where systems differ in the name; empty if the process ended by itself
     */
    public Optional<String> signal() {
        int number = code - SIGNAL_BASE;
        return number > 0 && number <= SIGNALS
                ? Optional.of(NAMES.getOrDefault(number, "signal " + number))
                : Optional.empty();
    }

    /**
     * Returns how the process ended, for people.
     *
     * @return such as {@code SIGSEGV} or {@code exit code 3}
     */
    public String display() {
        return signal().orElse("exit code " + code);
    }
}
