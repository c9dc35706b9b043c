package org.whisperbench.platform.hardware;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What decides which models this machine can run. A text that nobody here can know is {@code unknown}, a number is empty;
 * nothing is guessed.
 *
 * @param system operating system and Java
 * @param processor the processor
 * @param memory main memory
 * @param accelerators what else can compute, in the order in which their drivers list them
 * @param disk where models are kept
 * @param remarks what could not be found out and why, one line each
 */
public record Hardware(
        SystemFacts system,
        Processor processor,
        Memory memory,
        List<Accelerator> accelerators,
        Disk disk,
        List<String> remarks) {

    /** What a text says that nobody knows. */
    public static final String UNKNOWN = "unknown";

    /** Time enough for drivers that answer at once. */
    public static final Duration BRIEF = Duration.ofMillis(120);

    /** Time enough for drivers that have to wake a device first. */
    public static final Duration PATIENT = Duration.ofSeconds(10);

    /** Copies the lists. */
    public Hardware {
        accelerators = List.copyOf(accelerators);
        remarks = List.copyOf(remarks);
    }

    /**
     * Looks at this machine. Reads what the system describes in files and asks the graphics driver, if there is one.
     *
     * @param models folder in which models are kept; it need not exist
     * @param limit how long the driver may take; after that what it would have told is unknown
     * @return the facts as of now
     * @throws InterruptedException if the thread was interrupted while it waited for the driver
     */
    public static Hardware read(Path models, Duration limit) throws InterruptedException {
        String path = System.getenv().getOrDefault("PATH", "");
        String tools = path + java.io.File.pathSeparator + "/usr/sbin";
        return new HardwareProbe(Path.of("/"), new ToolRun(limit, Map.of("PATH", tools))).read(models);
    }

    /**
     * Operating system and Java.
     *
     * @param name name of the operating system, as Java has it
     * @param version its version
     * @param architecture as Java names it, such as {@code amd64}
     * @param jvm name and version of the Java machine
     */
    public record SystemFacts(String name, String version, String architecture, String jvm) {}

    /**
     * The processor.
     *
     * @param model its name
     * @param physicalCores cores of all kinds
     * @param performanceCores the fast ones of a processor that has two kinds
     * @param efficiencyCores the slow ones of a processor that has two kinds
     * @param threads how many threads all cores run at once
     * @param usable how many of them this process may use, at least 1
     */
    public record Processor(
            String model,
            OptionalInt physicalCores,
            OptionalInt performanceCores,
            OptionalInt efficiencyCores,
            OptionalInt threads,
            int usable) {}

    /**
     * Main memory, or what a container allows of it.
     *
     * @param totalBytes all of it
     * @param availableBytes what could be used now without swapping
     */
    public record Memory(OptionalLong totalBytes, OptionalLong availableBytes) {}

    /**
     * A device beside the processor.
     *
     * @param kind by what engines use it
     * @param name its name
     * @param memoryBytes memory of its own; empty if it shares main memory or nobody knows
     * @param computeCapability of NVIDIA's devices, such as {@code 8.9}
     */
    public record Accelerator(Kind kind, String name, OptionalLong memoryBytes, String computeCapability) {

        /** By what engines use a device. */
        public enum Kind {
            /** NVIDIA's. */
            CUDA,
            /** Apple's, which shares main memory. */
            METAL,
            /** AMD's. */
            ROCM
        }
    }

    /**
     * The file system in which models are kept.
     *
     * @param folder the folder of models
     * @param freeBytes what may still be written
     * @param totalBytes its size
     */
    public record Disk(Path folder, OptionalLong freeBytes, OptionalLong totalBytes) {}
}
