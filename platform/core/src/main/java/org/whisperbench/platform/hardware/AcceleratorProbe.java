package org.whisperbench.platform.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.whisperbench.platform.hardware.Hardware.Accelerator;
import org.whisperbench.platform.hardware.Hardware.Accelerator.Kind;

/**
 * Finds devices beside the processor. Sources: NVIDIA's driver, {@code nvidia-smi} and
 * {@code /proc/driver/nvidia/gpus}; Linux' {@code amdgpu}, {@code mem_info_vram_total}.
 *
 * @param files Linux' description of the machine
 * @param tools runs NVIDIA's tool
 * @param remarks told what could not be found out
 */
record AcceleratorProbe(SystemFiles files, ToolRun tools, List<String> remarks) {

    private static final long MIB = 1L << 20;
    private static final String DRIVER = "proc/driver/nvidia/gpus";

    /**
     * What the driver was asked.
     *
     * @param described GPUs that the driver describes in files
     * @param answer what its tool will say, or nothing if there is no reason to ask
     */
    record Asked(List<String> described, Optional<ToolRun.Running> answer) {}

    /** Asks the driver's tool, which takes longer than all else. */
    Asked ask(boolean windows) {
        List<String> described = files.names(DRIVER, ".+");
        return new Asked(
                described,
                described.isEmpty() && !windows
                        ? Optional.empty()
                        : Optional.of(tools.start(
                                "nvidia-smi",
                                "--query-gpu=name,memory.total,compute_cap",
                                "--format=csv,noheader,nounits")));
    }

    /** All devices, once the driver has answered. */
    List<Accelerator> read(Asked asked) throws InterruptedException {
        List<Accelerator> found = new ArrayList<>(amd());
        found.addAll(0, nvidia(asked));
        return found;
    }

    private List<Accelerator> amd() {
        List<Accelerator> found = new ArrayList<>();
        for (String card : files.names("sys/class/drm", "card[0-9]+")) {
            String device = "sys/class/drm/" + card + "/device/";
            if (files.line(device + "vendor").equals("0x1002")) {
                String name = files.line(device + "product_name");
                OptionalLong memory = files.number(device + "mem_info_vram_total");
                found.add(new Accelerator(Kind.ROCM, name.isEmpty() ? "AMD GPU" : name, memory, Hardware.UNKNOWN));
            }
        }
        return found;
    }

    private List<Accelerator> nvidia(Asked asked) throws InterruptedException {
        if (asked.answer().isEmpty()) {
            return List.of();
        }
        List<Accelerator> told = asked.answer().get().lines().orElse(List.of()).stream()
                .map(AcceleratorProbe::told)
                .flatMap(Optional::stream)
                .toList();
        if (told.isEmpty() && !asked.described().isEmpty()) {
            remarks.add("nvidia-smi did not answer within %d ms, so the memory of the GPU is not known"
                    .formatted(tools.limit().toMillis()));
            return asked.described().stream().map(this::described).toList();
        }
        return told;
    }

    private static Optional<Accelerator> told(String line) {
        String[] cells = line.split("\\s*,\\s*", -1);
        if (cells.length != 3 || cells[0].isEmpty()) {
            return Optional.empty();
        }
        OptionalLong mib = SystemFiles.parse(cells[1]);
        OptionalLong memory = mib.isPresent() ? OptionalLong.of(mib.getAsLong() * MIB) : mib;
        String capability = cells[2].matches("[0-9]{1,3}\\.[0-9]{1,2}") ? cells[2] : Hardware.UNKNOWN;
        return Optional.of(new Accelerator(Kind.CUDA, cells[0], memory, capability));
    }

    private Accelerator described(String gpu) {
        String name = files.lines(DRIVER + "/" + gpu + "/information").stream()
                .filter(line -> line.startsWith("Model:"))
                .map(line -> line.substring("Model:".length()).strip())
                .findFirst()
                .orElse(Hardware.UNKNOWN);
        return new Accelerator(Kind.CUDA, name, OptionalLong.empty(), Hardware.UNKNOWN);
    }
}
