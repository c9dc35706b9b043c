package org.whisperbench.platform.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineWatchTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private MachineWatch watch() {
        return new MachineWatch(folder.resolve("proc"), folder.resolve("sys"));
    }

    @Test
    void otherProgramsMakeTheMachineBusy() throws IOException {
        write("proc/stat", "cpu  100 0 100 1000 0 0 0 0 0 0\ncpu0 1 1\ncpu1 1 1\n");
        MachineWatch.Look before = watch().look(0);
        write("proc/stat", "cpu  1100 0 100 1000 0 0 0 0 0 0\ncpu0 1 1\ncpu1 1 1\n");
        MachineWatch.Look after = watch().look(10 * SECOND);

        // Ten of the twenty seconds of two processors.
        Disturbance seen = watch().between(before, after);

        assertEquals(0.5, seen.otherLoad().orElseThrow(), 1e-9);
        assertTrue(seen.busy());
        assertFalse(seen.throttled());
    }

    @Test
    void slowedProcessorsAreCounted() throws IOException {
        write("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "3\n");
        write("sys/fs/cgroup/cpu.stat", "usage_usec 5\nnr_throttled 1\n");
        MachineWatch.Look before = watch().look(0);
        write("sys/devices/system/cpu/cpu0/thermal_throttle/core_throttle_count", "5\n");

        assertEquals(
                OptionalLong.of(2),
                watch().between(before, watch().look(SECOND)).throttles());
    }

    @Test
    void aClockThatEndsLowerWasSlowedAndOneThatWorkMadeFasterWasNot() throws IOException {
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "3000000\n");
        write("sys/devices/system/cpu/cpu1/cpufreq/scaling_cur_freq", "1000000\n");
        MachineWatch.Look before = watch().look(0);
        write("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "2000000\n");
        MachineWatch.Look after = watch().look(SECOND);

        Disturbance slowed = watch().between(before, after);

        assertEquals(2e9, before.clockHz().orElseThrow());
        assertEquals(0.75, slowed.clock().orElseThrow(), 1e-9);
        assertTrue(slowed.throttled());
        assertFalse(watch().between(after, before).throttled());
    }

    @Test
    void energyIsTheSumOfPackagesAndSurvivesAnOverflow() throws IOException {
        write("sys/class/powercap/intel-rapl:0/name", "package-0\n");
        write("sys/class/powercap/intel-rapl:1/name", "package-1\n");
        write("sys/class/powercap/intel-rapl:0/energy_uj", "9000000");
        write("sys/class/powercap/intel-rapl:0/max_energy_range_uj", "10000000");
        write("sys/class/powercap/intel-rapl:1/energy_uj", "1000000");
        write("sys/class/powercap/intel-rapl:0:0/energy_uj", "77");
        MachineWatch.Look before = watch().look(0);
        write("sys/class/powercap/intel-rapl:0/energy_uj", "1000000");
        write("sys/class/powercap/intel-rapl:1/energy_uj", "4500000");

        assertEquals(5.5, watch().between(before, watch().look(SECOND)).joules().orElseThrow(), 1e-9);
    }

    @Test
    void thePlatformAndZonesWithoutANameAreNoPackages() throws IOException {
        write("sys/class/powercap/intel-rapl:0/name", "package-0\n");
        write("sys/class/powercap/intel-rapl:0/energy_uj", "1000000");
        write("sys/class/powercap/intel-rapl:1/name", "psys\n");
        write("sys/class/powercap/intel-rapl:1/energy_uj", "1000000");
        write("sys/class/powercap/intel-rapl:2/energy_uj", "1000000");
        MachineWatch.Look before = watch().look(0);
        for (int zone = 0; zone < 3; zone++) {
            write("sys/class/powercap/intel-rapl:%d/energy_uj".formatted(zone), "3000000");
        }

        assertEquals(2, watch().between(before, watch().look(SECOND)).joules().orElseThrow(), 1e-9);
    }

    @Test
    void withoutAPackageEnergyIsUnknown() throws IOException {
        write("sys/class/powercap/intel-rapl:0/name", "psys\n");
        write("sys/class/powercap/intel-rapl:0/energy_uj", "1000000");

        assertTrue(
                watch().between(watch().look(0), watch().look(SECOND)).joules().isEmpty());
    }

    @Test
    void whatCannotBeReadIsUnknown() {
        MachineWatch.Look look = watch().look(0);

        assertEquals(Disturbance.UNKNOWN, watch().between(look, watch().look(SECOND)));
    }
}
