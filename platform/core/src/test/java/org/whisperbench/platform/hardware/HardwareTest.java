package org.whisperbench.platform.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.hardware.Hardware.Accelerator;
import org.whisperbench.platform.hardware.Hardware.Accelerator.Kind;

/** Facts about machines that are described in a folder, and about this one. */
class HardwareTest {

    @TempDir
    Path root;

    private void describe(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private Path tool(String name, String script) throws IOException {
        Path folder = Files.createDirectories(root.resolve("bin"));
        Path tool = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(tool, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        return tool;
    }

    private Hardware read(Duration limit) throws InterruptedException {
        Map<String, String> environment = Map.of("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        return new HardwareProbe(root, new ToolRun(limit, environment)).read(root.resolve("models"));
    }

    private void cpu(int number, String siblings, String capacity) throws IOException {
        describe("sys/devices/system/cpu/cpu" + number + "/topology/thread_siblings_list", siblings + "\n");
        if (!capacity.isEmpty()) {
            describe("sys/devices/system/cpu/cpu" + number + "/cpu_capacity", capacity + "\n");
        }
    }

    @Test
    @DisabledOnOs(OS.MAC)
    void whatIsNotDescribedIsUnknown() throws InterruptedException {
        Hardware hardware = read(Hardware.BRIEF);

        assertEquals(OptionalInt.empty(), hardware.processor().physicalCores());
        assertEquals(OptionalInt.empty(), hardware.processor().performanceCores());
        assertEquals(OptionalInt.empty(), hardware.processor().threads());
        assertEquals(OptionalLong.empty(), hardware.memory().availableBytes());
        assertEquals(List.of(), hardware.accelerators());
        assertTrue(hardware.processor().usable() >= 1);
        assertTrue(hardware.disk().freeBytes().isPresent());
    }

    @Test
    @DisabledOnOs(OS.MAC)
    void twoThreadsOfACoreAreOneCore() throws IOException, InterruptedException {
        describe("proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU\n");
        describe("sys/devices/system/cpu/online", "0-3\n");
        cpu(0, "0,2", "");
        cpu(1, "1,3", "");
        cpu(2, "0,2", "");
        cpu(3, "1,3", "");

        Hardware.Processor processor = read(Hardware.BRIEF).processor();

        assertEquals("Some CPU", processor.model());
        assertEquals(OptionalInt.of(2), processor.physicalCores());
        assertEquals(OptionalInt.of(4), processor.threads());
        assertEquals(OptionalInt.empty(), processor.efficiencyCores());
    }

    @Test
    @DisabledOnOs(OS.MAC)
    void coresOfTwoKindsAreCountedApart() throws IOException, InterruptedException {
        describe("sys/devices/cpu_core/cpus", "0-3\n");
        describe("sys/devices/cpu_atom/cpus", "4-7\n");
        for (int i = 0; i < 8; i++) {
            cpu(i, i < 4 ? (i / 2 * 2) + "-" + (i / 2 * 2 + 1) : Integer.toString(i), "");
        }

        Hardware.Processor processor = read(Hardware.BRIEF).processor();

        assertEquals(OptionalInt.of(2), processor.performanceCores());
        assertEquals(OptionalInt.of(4), processor.efficiencyCores());
        assertEquals(OptionalInt.of(6), processor.physicalCores());
    }

    @Test
    @DisabledOnOs(OS.MAC)
    void armsCoresAreToldApartByWhatTheyCanDo() throws IOException, InterruptedException {
        cpu(0, "0", "446");
        cpu(1, "1", "446");
        cpu(2, "2", "1024");

        Hardware.Processor processor = read(Hardware.BRIEF).processor();

        assertEquals(OptionalInt.of(1), processor.performanceCores());
        assertEquals(OptionalInt.of(2), processor.efficiencyCores());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theDriversToolTellsOfGpus() throws IOException, InterruptedException {
        describe("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA Other\n");
        tool("nvidia-smi", "echo 'NVIDIA GeForce RTX 4090, 24564, 8.9'; echo 'NVIDIA Old, [N/A], [N/A]'");

        List<Accelerator> gpus = read(Hardware.PATIENT).accelerators();

        assertEquals(
                List.of(
                        new Accelerator(Kind.CUDA, "NVIDIA GeForce RTX 4090", OptionalLong.of(24564L << 20), "8.9"),
                        new Accelerator(Kind.CUDA, "NVIDIA Old", OptionalLong.empty(), "unknown")),
                gpus);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aToolThatDoesNotAnswerLeavesWhatTheDriverDescribes() throws IOException, InterruptedException {
        describe("proc/driver/nvidia/gpus/0000:01:00.0/information", "Model: \t\t NVIDIA H100\nIRQ: 1\n");
        tool("nvidia-smi", "exec tail -f /dev/null");

        Hardware hardware = read(Duration.ofMillis(50));

        assertEquals(
                List.of(new Accelerator(Kind.CUDA, "NVIDIA H100", OptionalLong.empty(), "unknown")),
                hardware.accelerators());
        assertEquals(
                List.of("nvidia-smi did not answer within 50 ms, so the memory of the GPU is not known"),
                hardware.remarks());
        assertEquals("cpu", Recommendation.of(hardware).device());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void amdsMemoryIsRead() throws IOException, InterruptedException {
        describe("sys/class/drm/card0/device/vendor", "0x8086\n");
        describe("sys/class/drm/card1/device/vendor", "0x1002\n");
        describe("sys/class/drm/card1/device/mem_info_vram_total", "17163091968\n");

        assertEquals(
                List.of(new Accelerator(Kind.ROCM, "AMD GPU", OptionalLong.of(17163091968L), "unknown")),
                read(Hardware.BRIEF).accelerators());
    }

    @Test
    void applesDescriptionNamesCoresAndChip() {
        Map<String, String> sysctl = HardwareProbe.sysctl(List.of(
                "machdep.cpu.brand_string: Apple M3 Pro",
                "hw.physicalcpu: 12",
                "hw.logicalcpu: 12",
                "hw.perflevel0.physicalcpu: 6",
                "hw.perflevel1.physicalcpu: 6",
                "sysctl: unknown oid 'hw.more'"));

        Hardware.Processor processor = new ProcessorProbe(new SystemFiles(root), sysctl).read("", 12);

        assertEquals(
                new Hardware.Processor(
                        "Apple M3 Pro",
                        OptionalInt.of(12),
                        OptionalInt.of(6),
                        OptionalInt.of(6),
                        OptionalInt.of(12),
                        12),
                processor);
        assertEquals(Kind.METAL, HardwareProbe.apple(processor).get(0).kind());
    }

    @Test
    void thisMachineIsDescribedWithoutGuesses() throws InterruptedException {
        Hardware hardware = Hardware.read(root.resolve("not/there"), Hardware.BRIEF);

        assertTrue(hardware.memory().totalBytes().orElse(0) > 0);
        assertTrue(hardware.disk().totalBytes().orElse(0) > 0);
        assertTrue(hardware.processor().usable() >= 1);
        assertTrue(Recommendation.of(hardware).threads() >= 1);
    }
}
