package org.whisperbench.platform.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Facts about this machine. What nobody here can know is {@code unknown}.
 *
 * @param os name and version of the operating system
 * @param architecture as Java names it, such as {@code amd64}
 * @param cpu model of the processor
 * @param processors how many processors this process may use
 * @param memoryBytes physical memory, or 0 if unknown
 * @param jvm name and version of the Java machine
 */
public record HostFacts(String os, String architecture, String cpu, int processors, long memoryBytes, String jvm) {

    private static final String UNKNOWN = "unknown";

    /**
     * Reads the facts.
     *
     * @return the facts as of now
     */
    public static HostFacts read() {
        return new HostFacts(
                System.getProperty("os.name", UNKNOWN) + " " + System.getProperty("os.version", ""),
                System.getProperty("os.arch", UNKNOWN),
                cpuModel(Path.of("/proc/cpuinfo")),
                Runtime.getRuntime().availableProcessors(),
                physicalMemory(),
                System.getProperty("java.vm.name", UNKNOWN) + " " + Runtime.version());
    }

    /** Reads Linux' description of the processors; other systems describe them through native calls only. */
    static String cpuModel(Path description) {
        String fromEnvironment = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", UNKNOWN);
        if (!Files.isReadable(description)) {
            return fromEnvironment;
        }
        try (Stream<String> lines = Files.lines(description)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(fromEnvironment);
        } catch (IOException e) {
            return fromEnvironment;
        }
    }

    private static long physicalMemory() {
        return PhysicalMemory.bytes().orElse(0);
    }
}
