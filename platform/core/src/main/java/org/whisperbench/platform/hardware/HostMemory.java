package org.whisperbench.platform.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most resident memory of this program itself, in which every engine works that has no process of its own. Linux keeps it;
 * elsewhere it is unknown.
 *
 * <p>Sources: {@code VmHWM} in {@code proc_pid_status(5)}, and the value 5 in {@code proc_pid_clear_refs(5)}, which begins its
 * count anew.
 */
public final class HostMemory {

    private static final Pattern HIGH_WATER = Pattern.compile("(?m)^VmHWM:\\s+(\\d{1,15}) kB$");
    private static final int BYTES_PER_KB = 1024;
    private static final String BEGIN_ANEW = "5";

    private final Path status;
    private final Path clear;
    private boolean begunAnew;

    /**
     * Watches a process as a folder shows it.
     *
     * @param process its folder in the {@code proc} file system
     */
    public HostMemory(Path process) {
        status = process.resolve("status");
        clear = process.resolve("clear_refs");
    }

    /**
     * Watches this program.
     *
     * @return the watch, to be used by one thread
     */
    public static HostMemory ofThisProgram() {
        return new HostMemory(Path.of("/proc/self"));
    }

    /**
     * Most memory, and of which time.
     *
     * @param bytes resident at once; empty if unknown
     * @param basis {@code runs} if it is of what was watched only, {@code start} if it may be of any time since the program
     *     began, {@code unknown}
     */
    public record Peak(OptionalLong bytes, String basis) {

        /** Nobody can see it. */
        public static final Peak UNKNOWN = new Peak(OptionalLong.empty(), "unknown");

        /**
         * Returns the larger one of two.
         *
         * @param other of another time
         * @return the one with more bytes; of two that are equal, or unknown, the other
         */
        public Peak or(Peak other) {
            return bytes.orElse(-1) > other.bytes.orElse(-1) ? this : other;
        }
    }

    /** Begins to watch. */
    public void begin() {
        try {
            if (Files.exists(clear)) {
                Files.writeString(clear, BEGIN_ANEW);
                begunAnew = true;
            }
        } catch (IOException e) {
            begunAnew = false; // not permitted here
        }
    }

    /**
     * Returns the most memory since {@link #begin}, or since the program began where the system does not begin anew.
     *
     * @return the peak
     */
    public Peak peak() {
        try {
            Matcher line = HIGH_WATER.matcher(Files.readString(status));
            return line.find()
                    ? new Peak(
                            OptionalLong.of(Long.parseLong(line.group(1)) * BYTES_PER_KB), begunAnew ? "runs" : "start")
                    : Peak.UNKNOWN;
        } catch (IOException e) {
            return Peak.UNKNOWN; // not this kind of system
        }
    }
}
