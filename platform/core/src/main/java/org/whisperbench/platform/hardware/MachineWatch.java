package org.whisperbench.platform.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Watches the machine through the files of Linux' kernel; elsewhere everything is unknown. Reading costs about a
 * millisecond and happens between measurements only.
 *
 * <p>Sources: {@code proc_stat(5)}, {@code Documentation/admin-guide/pm/thermal}, {@code pm/cpufreq} and {@code powercap} of the
 * Linux kernel, {@code cpu.stat} of control groups version 2.
 */
public final class MachineWatch {

    /** Processor times in {@code /proc/stat} count in hundredths of a second on every architecture that Java runs on. */
    static final long NANOS_PER_TICK = 10_000_000L;

    private static final double JOULES_PER_MICROJOULE = 1e-6;
    /** Columns of the processors' line: user, nice, system, then idle and iowait, then irq, softirq and steal. */
    private static final List<Integer> BUSY_COLUMNS = List.of(1, 2, 3, 6, 7, 8);

    private final Path proc;
    private final Path sys;
    private final boolean ownProcesses;

    /**
     * Watches a machine as two folders show it, without the processes of this one.
     *
     * @param proc where its {@code proc} file system is
     * @param sys where its {@code sys} file system is
     */
    public MachineWatch(Path proc, Path sys) {
        this(proc, sys, false);
    }

    private MachineWatch(Path proc, Path sys, boolean ownProcesses) {
        this.proc = proc;
        this.sys = sys;
        this.ownProcesses = ownProcesses;
    }

    /**
     * Watches the machine that this program runs on.
     *
     * @return the watch
     */
    public static MachineWatch ofThisMachine() {
        return new MachineWatch(Path.of("/proc"), Path.of("/sys"), true);
    }

    /**
     * What the kernel's counters show at one moment.
     *
     * @param nanoTime when, on the clock that measures
     * @param busyNanos processor time of all programs; empty if unknown
     * @param ownNanos processor time of this process and those below it
     * @param processors how many processors the machine has
     * @param throttles how often it was slowed down; empty if unknown
     * @param energy counters in microjoules by the folder of each package
     * @param clockHz mean clock of the processors; empty if unknown
     */
    public record Look(
            long nanoTime,
            OptionalLong busyNanos,
            long ownNanos,
            int processors,
            OptionalLong throttles,
            Map<Path, Long> energy,
            OptionalDouble clockHz) {

        /** Copies the map. */
        public Look {
            energy = Map.copyOf(energy);
        }
    }

    /**
     * Reads the counters.
     *
     * @param nanoTime the moment, on the clock that measures
     * @return what they show
     */
    public Look look(long nanoTime) {
        List<String> stat = lines(proc.resolve("stat"));
        OptionalLong busy = stat.stream()
                .filter(line -> line.startsWith("cpu "))
                .mapToLong(line -> busyTicks(line.split(" +")) * NANOS_PER_TICK)
                .findFirst();
        int processors =
                (int) stat.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
        long own = ownProcesses && busy.isPresent() ? ProcessTimes.ofThisTree(proc) : 0;
        return new Look(nanoTime, busy, own, processors, throttles(), energy(), clockHz());
    }

    private static long busyTicks(String[] columns) {
        return BUSY_COLUMNS.stream()
                .filter(column -> column < columns.length)
                .mapToLong(column -> Long.parseLong(columns[column]))
                .sum();
    }

    /**
     * Says what happened between two looks.
     *
     * @param before the earlier one
     * @param after the later one
     * @return what happened
     */
    public Disturbance between(Look before, Look after) {
        OptionalDouble load = OptionalDouble.empty();
        double elapsed = (double) (after.nanoTime - before.nanoTime) * after.processors;
        if (elapsed > 0 && before.busyNanos.isPresent() && after.busyNanos.isPresent()) {
            long all = after.busyNanos.getAsLong() - before.busyNanos.getAsLong();
            long own = after.ownNanos - before.ownNanos;
            load = OptionalDouble.of(Math.min(1, Math.max(0, all - own) / elapsed));
        }
        OptionalLong throttles = before.throttles.isPresent() && after.throttles.isPresent()
                ? OptionalLong.of(Math.max(0, after.throttles.getAsLong() - before.throttles.getAsLong()))
                : OptionalLong.empty();
        OptionalDouble clock = before.clockHz.isPresent() && after.clockHz.isPresent()
                ? OptionalDouble.of(after.clockHz.getAsDouble() / before.clockHz.getAsDouble())
                : OptionalDouble.empty();
        return new Disturbance(load, throttles, joules(before.energy, after.energy), clock);
    }

    private OptionalDouble clockHz() {
        return entries(sys.resolve("devices/system/cpu")).stream()
                .map(cpu -> number(cpu.resolve("cpufreq/scaling_cur_freq")))
                .flatMapToLong(OptionalLong::stream)
                .filter(kilohertz -> kilohertz > 0)
                .mapToDouble(kilohertz -> kilohertz * 1000.0)
                .average();
    }

    /** A counter that is smaller than before has begun again at its range. */
    private static OptionalDouble joules(Map<Path, Long> before, Map<Path, Long> after) {
        if (after.isEmpty() || !before.keySet().equals(after.keySet())) {
            return OptionalDouble.empty();
        }
        double joules = 0;
        for (Map.Entry<Path, Long> counter : after.entrySet()) {
            long used = counter.getValue() - before.getOrDefault(counter.getKey(), 0L);
            OptionalLong range =
                    used < 0 ? number(counter.getKey().resolve("max_energy_range_uj")) : OptionalLong.of(0);
            if (range.isEmpty()) {
                return OptionalDouble.empty();
            }
            joules += (used + range.getAsLong()) * JOULES_PER_MICROJOULE;
        }
        return OptionalDouble.of(joules);
    }

    /** Of the zones at the top only the packages: {@code psys} is the whole platform, in which they are once more. */
    private Map<Path, Long> energy() {
        Map<Path, Long> counters = new HashMap<>();
        for (Path zone : entries(sys.resolve("class/powercap"))) {
            boolean top = name(zone).matches("intel-rapl:\\d+");
            if (top && lines(zone.resolve("name")).stream().limit(1).anyMatch(kind -> kind.startsWith("package-"))) {
                number(zone.resolve("energy_uj")).ifPresent(microjoules -> counters.put(zone, microjoules));
            }
        }
        return counters;
    }

    private OptionalLong throttles() {
        long sum = 0;
        boolean known = false;
        for (Path cpu : entries(sys.resolve("devices/system/cpu"))) {
            for (String kind : List.of("core_throttle_count", "package_throttle_count")) {
                OptionalLong count = number(cpu.resolve("thermal_throttle").resolve(kind));
                known |= count.isPresent();
                sum += count.orElse(0);
            }
        }
        for (String line : lines(sys.resolve("fs/cgroup/cpu.stat"))) {
            if (line.startsWith("nr_throttled ")) {
                known = true;
                sum += Long.parseLong(line.substring("nr_throttled ".length()).strip());
            }
        }
        return known ? OptionalLong.of(sum) : OptionalLong.empty();
    }

    /**
     * Returns the processor time of the processes below this one.
     *
     * @return nanoseconds since they started; empty if there are none
     */
    public OptionalLong workerNanos() {
        return ownProcesses ? ProcessTimes.ofChildren(proc) : OptionalLong.empty();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            return List.of(); // not this kind of machine
        }
    }

    private static OptionalLong number(Path file) {
        return lines(file).stream()
                .limit(1)
                .filter(line -> line.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    static List<String> lines(Path file) {
        try {
            return Arrays.asList(Files.readString(file).split("\n"));
        } catch (IOException e) {
            return List.of(); // not this kind of machine, or not for this user
        }
    }
}
