package org.whisperbench.platform.hardware;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.whisperbench.platform.hardware.Hardware.Processor;

/**
 * Finds out about the processor.
 *
 * @param files Linux' description of the machine
 * @param sysctl macOS' description of it, or nothing
 */
record ProcessorProbe(SystemFiles files, Map<String, String> sysctl) {

    private static final String CPUS = "sys/devices/system/cpu";

    Processor read(String environment, int usable) {
        return sysctl.isEmpty()
                ? new Processor(
                        model(environment), physicalCores(), kind("performance"), kind("efficiency"), threads(), usable)
                : new Processor(
                        sysctl.getOrDefault("machdep.cpu.brand_string", Hardware.UNKNOWN),
                        number("hw.physicalcpu"),
                        apple("hw.perflevel0.physicalcpu"),
                        apple("hw.perflevel1.physicalcpu"),
                        number("hw.logicalcpu"),
                        usable);
    }

    private OptionalInt number(String key) {
        String value = sysctl.getOrDefault(key, "");
        return value.matches("[0-9]{1,6}") ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    /** A level alone is no kind of its own. */
    private OptionalInt apple(String key) {
        return number("hw.perflevel1.physicalcpu").isPresent() ? number(key) : OptionalInt.empty();
    }

    private String model(String environment) {
        for (String line : files.lines("proc/cpuinfo")) {
            if (line.startsWith("model name") || line.startsWith("Model\t")) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return environment;
    }

    /** Cores that have the same first thread are one. */
    private OptionalInt physicalCores() {
        Set<String> cores = new HashSet<>();
        for (String cpu : cpus()) {
            String siblings = files.line(CPUS + "/" + cpu + "/topology/thread_siblings_list");
            if (!siblings.isEmpty()) {
                cores.add(siblings);
            }
        }
        return cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cores.size());
    }

    private List<String> cpus() {
        return files.names(CPUS, "cpu[0-9]+");
    }

    private OptionalInt threads() {
        return SystemFiles.count(files.line(CPUS + "/online"));
    }

    /** Intel's hybrid processors have lists of both kinds; Arm's tell how capable each core is. */
    private OptionalInt kind(String kind) {
        boolean fast = kind.equals("performance");
        String list = files.line(fast ? "sys/devices/cpu_core/cpus" : "sys/devices/cpu_atom/cpus");
        if (!list.isEmpty()) {
            return coresOf(list);
        }
        List<Long> capacities = cpus().stream()
                .map(cpu -> files.number(CPUS + "/" + cpu + "/cpu_capacity").orElse(0))
                .toList();
        long most = capacities.stream().mapToLong(Long::longValue).max().orElse(0);
        long fastest = capacities.stream().filter(c -> c == most).count();
        boolean oneKind = most == 0 || fastest == capacities.size();
        return oneKind ? OptionalInt.empty() : OptionalInt.of((int) (fast ? fastest : capacities.size() - fastest));
    }

    /** The fast cores of Intel's run two threads each, and the list names threads. */
    private OptionalInt coresOf(String list) {
        OptionalInt named = SystemFiles.count(list);
        if (named.isEmpty()) {
            return named;
        }
        String first = list.replaceAll("[-,].*", "");
        OptionalInt siblings = SystemFiles.count(files.line(CPUS + "/cpu" + first + "/topology/thread_siblings_list"));
        return OptionalInt.of(named.getAsInt() / Math.max(1, siblings.orElse(1)));
    }
}
