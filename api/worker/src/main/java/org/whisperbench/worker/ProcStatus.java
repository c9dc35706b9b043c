package org.whisperbench.worker;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code /proc/PID/status} and {@code /proc/PID/stat} of Linux, see proc_pid_status(5) and proc_pid_stat(5). */
final class ProcStatus {

    private static final Pattern PEAK = line("VmHWM");
    private static final Pattern RESIDENT = line("VmRSS");
    private static final Pattern ZOMBIE = Pattern.compile("^State:\\s+[ZX]", Pattern.MULTILINE);
    private static final long KIBI = 1024;
    /** Places of processor times in {@code /proc/PID/stat}, counted from the third field on. */
    private static final int FIRST_TIME = 11;

    private static final int AFTER_TIMES = 15;
    /** They count in hundredths of a second on every architecture that Java runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private ProcStatus() {}

    private static Pattern line(String name) {
        return Pattern.compile("^" + name + ":\\s+(\\d{1,12}) kB$", Pattern.MULTILINE);
    }

    /** Returns the most resident memory that the process ever had, in bytes. */
    static OptionalLong peakBytes(String status) {
        return bytes(PEAK, status);
    }

    /** Returns the resident memory, in bytes. */
    static OptionalLong residentBytes(String status) {
        return bytes(RESIDENT, status);
    }

    /** Returns whether the process has ended, and only its parent has not asked how. */
    static boolean isZombie(String status) {
        return ZOMBIE.matcher(status).find();
    }

    /** Returns field 11 of the text of {@code /proc/PID/stat}; the second field is in brackets and may hold anything. */
    static OptionalLong faultsOfFormerChildren(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", 11);
        return fields.length > 8 ? OptionalLong.of(Long.parseLong(fields[8])) : OptionalLong.empty();
    }

    /**
     * Returns the sum of fields 14 to 17 of the text of {@code /proc/PID/stat} in nanoseconds: processor time of the process
     * and of the children that it had and that have ended.
     */
    static OptionalLong processorNanos(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).trim().split(" ", AFTER_TIMES + 1);
        if (fields.length < AFTER_TIMES) {
            return OptionalLong.empty();
        }
        long ticks = 0;
        for (int i = FIRST_TIME; i < AFTER_TIMES; i++) {
            ticks += Long.parseLong(fields[i].trim());
        }
        return OptionalLong.of(ticks * NANOS_PER_TICK);
    }

    private static OptionalLong bytes(Pattern line, String status) {
        Matcher matcher = line.matcher(status);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * KIBI) : OptionalLong.empty();
    }
}
