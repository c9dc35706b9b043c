package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.whisperbench.platform.hardware.Hardware;
import org.whisperbench.platform.hardware.Recommendation;
import org.whisperbench.shell.HardwareCommand.HardwareReport;

/** A machine and what it can run, as lines. */
final class HardwareText {

    private static final double GIB = 1L << 30;

    private HardwareText() {}

    static String render(HardwareReport report) {
        List<String> lines = new ArrayList<>(facts(report.facts()));
        lines.add("");
        lines.addAll(recommendation(report.recommendation()));
        lines.add("'--recommended' of transcribe and benchmark applies this; 'whisperbench benchmark' measures it");
        return String.join("\n", lines);
    }

    private static List<String> facts(Hardware facts) {
        Hardware.SystemFacts system = facts.system();
        Table table = Table.of("system", "%s %s %s".formatted(system.name(), system.version(), system.architecture()))
                .row("java", system.jvm())
                .row("processor", facts.processor().model())
                .row("cores", cores(facts.processor()))
                .row(
                        "memory",
                        "%s, %s available"
                                .formatted(
                                        gib(facts.memory().totalBytes()),
                                        gib(facts.memory().availableBytes())))
                .row("accelerators", accelerators(facts))
                .row("disk", disk(facts.disk()));
        List<String> lines = new ArrayList<>(table.lines());
        facts.remarks().forEach(r -> lines.add("note: " + r + "; '--patient' waits longer"));
        return lines;
    }

    private static String cores(Hardware.Processor processor) {
        String kinds = processor.performanceCores().isEmpty()
                ? ""
                : " (%s performance, %s efficiency)"
                        .formatted(number(processor.performanceCores()), number(processor.efficiencyCores()));
        return "%s%s, %s threads, %d usable here"
                .formatted(number(processor.physicalCores()), kinds, number(processor.threads()), processor.usable());
    }

    private static String accelerators(Hardware facts) {
        if (facts.accelerators().isEmpty()) {
            return "none found";
        }
        return facts.accelerators().stream().map(HardwareText::accelerator).collect(Collectors.joining("; "));
    }

    private static String accelerator(Hardware.Accelerator device) {
        String memory = device.kind() == Hardware.Accelerator.Kind.METAL
                ? "shares main memory"
                : gib(device.memoryBytes()) + " of memory";
        String capability = device.computeCapability().equals(Hardware.UNKNOWN)
                ? ""
                : ", compute capability " + device.computeCapability();
        return "%s (%s), %s%s"
                .formatted(device.name(), device.kind().name().toLowerCase(Locale.ROOT), memory, capability);
    }

    static String disk(Hardware.Disk disk) {
        return "%s free of %s for '%s'".formatted(bytes(disk.freeBytes()), bytes(disk.totalBytes()), disk.folder());
    }

    /** What fits, and why. */
    static List<String> recommendation(Recommendation recommendation) {
        List<String> lines = new ArrayList<>();
        lines.add("recommended: " + brief(recommendation));
        recommendation.reasons().forEach(r -> lines.add("  " + r));
        return lines;
    }

    static String brief(Recommendation recommendation) {
        return "%s, %s, on %s, %d thread%s, batch %d"
                .formatted(
                        recommendation.size().name().toLowerCase(Locale.ROOT),
                        recommendation.precision(),
                        recommendation.device(),
                        recommendation.threads(),
                        recommendation.threads() == 1 ? "" : "s",
                        recommendation.batch());
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? Integer.toString(value.getAsInt()) : Hardware.UNKNOWN;
    }

    private static String bytes(OptionalLong value) {
        return value.isPresent() ? ByteText.of(value.getAsLong()) : Hardware.UNKNOWN;
    }

    private static String gib(OptionalLong value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f GiB", value.getAsLong() / GIB) : Hardware.UNKNOWN;
    }
}
