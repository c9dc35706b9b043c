package org.whisperbench.worker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A virtual machine for a worker in Java: the one that runs here, started again.
 *
 * @param options further options of the virtual machine, such as {@code -Xmx2g}; a collector among them, such as
 *     {@code -XX:+UseZGC}, takes the place of the serial one
 * @param classPath what the worker's class loader holds
 * @param directory absolute path of the folder that it runs in; its temporary files and the report of a native crash are
 *     written there
 */
public record JavaProgram(List<String> options, List<Path> classPath, Path directory) {

    /** Name of the file in {@link #directory} that the virtual machine writes when native code crashes it. */
    public static final String CRASH_REPORT = "hs_err.log";

    /** From this release on, native code that was not allowed to be loaded makes the virtual machine complain. */
    private static final int NATIVE_ACCESS = 22;

    /** What keeps the machine's own words off standard output, and its files out of other folders; quick to start. */
    private static final List<String> ALWAYS = List.of(
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "-XX:-UsePerfData",
            "-Djava.util.logging.SimpleFormatter.format=%4$s: %5$s%6$s%n",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    /** Quick to start and small; the machine refuses to start with two collectors. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final Pattern ANY_COLLECTOR = Pattern.compile("-XX:\\+Use(?!.*SystemGC)[A-Za-z0-9]+GC");

    /** Copies the lists. */
    public JavaProgram {
        options = List.copyOf(options);
        classPath = List.copyOf(classPath);
    }

    /**
     * Returns how to start it.
     *
     * @param mainClass name of a class whose main method calls {@link WorkerServer#serve}
     * @param arguments passed to that method
     * @return the command
     */
    public WorkerCommand command(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ALWAYS);
        if (options.stream().noneMatch(option -> ANY_COLLECTOR.matcher(option).matches())) {
            command.add(COLLECTOR);
        }
        command.add("-Djava.io.tmpdir=" + directory);
        command.add("-XX:ErrorFile=" + directory.resolve(CRASH_REPORT));
        if (Runtime.version().feature() >= NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.add("-cp");
        command.add(classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(System.getProperty("path.separator", ":"))));
        command.add(mainClass);
        command.addAll(arguments);
        return WorkerCommand.of(command, directory);
    }
}
