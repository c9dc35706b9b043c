package org.whisperbench.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.hardware.HostFacts;

/**
 * Under what conditions figures came about; printed above all of them.
 *
 * @param command the command line, with the class path as it was given
 * @param host the machine and its Java
 * @param date when it was, in UTC
 * @param load how busy the machine was, see {@link #load(double)}
 */
record Conditions(String command, HostFacts host, ZonedDateTime date, String load) {

    private static final double GIB = 1L << 30;

    /** Reads the conditions of this process as of now. */
    static Conditions now() {
        String classPath = System.getProperty("java.class.path", "");
        String mainAndArguments = System.getProperty("sun.java.command", "unknown");
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return new Conditions(
                command(options, classPath, mainAndArguments),
                HostFacts.read(),
                ZonedDateTime.now(ZoneOffset.UTC),
                currentLoad());
    }

    /** Writes the command line as a user would type it. */
    static String command(List<String> options, String classPath, String mainAndArguments) {
        List<String> words = new ArrayList<>(List.of("java"));
        words.addAll(options);
        boolean jar = mainAndArguments.equals(classPath) || mainAndArguments.startsWith(classPath + " ");
        words.add(jar ? "-jar" : "-cp " + classPath);
        words.add(mainAndArguments);
        return String.join(" ", words);
    }

    /** Returns the line that says how busy the machine is now. */
    static String loadLine() {
        return "load at the end: " + currentLoad();
    }

    private static String currentLoad() {
        return load(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Writes the average number of processes that wanted a processor in the last minute; negative if unknown. */
    static String load(double average) {
        return average < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f (average of the last minute)", average);
    }

    /** Returns one line for each condition. */
    List<String> lines() {
        return List.of(
                "command: " + command,
                "machine: " + host.cpu() + ", " + host.processors() + " processors, "
                        + String.format(Locale.ROOT, "%.1f GiB", host.memoryBytes() / GIB) + ", " + host.os() + " "
                        + host.architecture(),
                "JDK:     " + host.jvm(),
                "date:    " + date.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)),
                "load:    " + load);
    }
}
