package org.whisperbench.platform.hardware;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.whisperbench.platform.hardware.Hardware.Accelerator;
import org.whisperbench.platform.hardware.Hardware.Disk;
import org.whisperbench.platform.hardware.Hardware.Memory;
import org.whisperbench.platform.hardware.Hardware.Processor;
import org.whisperbench.platform.hardware.Hardware.SystemFacts;

/** Collects the facts. */
final class HardwareProbe {

    private static final String[] SYSCTL = {
        "sysctl",
        "machdep.cpu.brand_string",
        "hw.physicalcpu",
        "hw.logicalcpu",
        "hw.perflevel0.physicalcpu",
        "hw.perflevel1.physicalcpu"
    };

    private final SystemFiles files;
    private final ToolRun tools;
    private final List<String> remarks = new ArrayList<>();

    HardwareProbe(Path root, ToolRun tools) {
        this.files = new SystemFiles(root);
        this.tools = tools;
    }

    Hardware read(Path models) throws InterruptedException {
        SystemFacts system = new SystemFacts(
                property("os.name"),
                property("os.version"),
                property("os.arch"),
                property("java.vm.name") + " " + Runtime.version());
        boolean mac = system.name().startsWith("Mac");
        Map<String, String> sysctl = mac ? sysctl(tools.lines(SYSCTL).orElse(List.of())) : Map.of();
        Processor processor = new ProcessorProbe(files, sysctl)
                .read(
                        System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", Hardware.UNKNOWN),
                        Runtime.getRuntime().availableProcessors());
        List<Accelerator> accelerators = mac
                ? apple(processor)
                : new AcceleratorProbe(files, tools, remarks).read(system.name().startsWith("Windows"));
        return new Hardware(system, processor, memory(), accelerators, disk(models), remarks);
    }

    private static String property(String key) {
        return System.getProperty(key, Hardware.UNKNOWN);
    }

    static Map<String, String> sysctl(List<String> lines) {
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return values;
    }

    static List<Accelerator> apple(Processor processor) {
        return processor.model().startsWith("Apple ")
                ? List.of(new Accelerator(
                        Accelerator.Kind.METAL, processor.model(), OptionalLong.empty(), Hardware.UNKNOWN))
                : List.of();
    }

    private Memory memory() {
        OptionalLong total = PhysicalMemory.bytes();
        return new Memory(
                total, total.isPresent() ? FreeMemory.available(files, total.getAsLong()) : OptionalLong.empty());
    }

    private static Disk disk(Path models) {
        Path existing = models.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            FileStore store = Files.getFileStore(existing);
            return new Disk(models, OptionalLong.of(store.getUsableSpace()), OptionalLong.of(store.getTotalSpace()));
        } catch (IOException e) {
            return new Disk(models, OptionalLong.empty(), OptionalLong.empty());
        }
    }
}
