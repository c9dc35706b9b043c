package org.whisperbench.platform.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Java and the processor. */
final class MachineFindings {

    private static final Set<String> X86 = Set.of("amd64", "x86_64");

    private MachineFindings() {}

    /**
     * Looks at the machine.
     *
     * @param architecture as Java names it
     * @param processors Linux' description of the processors; it need not exist
     */
    static List<Finding> of(Runtime.Version java, String architecture, Path processors) {
        List<Finding> findings = new ArrayList<>();
        String name = "Java " + java + " (" + System.getProperty("java.vm.name", "unknown") + ")";
        boolean isMeasured = java.feature() >= 17 && java.feature() <= 25;
        findings.add(
                isMeasured
                        ? Finding.note("java", name)
                        : Finding.warning(
                                "java",
                                name + " is newer than what Whisperbench is tested with",
                                "use a JDK from 17 to 25 if something fails"));
        if (X86.contains(architecture)) {
            findings.addAll(x86(processors));
        }
        return findings;
    }

    private static List<Finding> x86(Path processors) {
        if (!Files.isReadable(processors)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(processors)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .filter(flags -> !List.of(flags.split("\\s+")).contains("avx2"))
                    .map(flags -> List.of(Finding.warning(
                            "processor",
                            "it has no AVX2, so engines compute several times slower, and some end with SIGILL",
                            "run 'whisperbench check' before you trust an engine here")))
                    .orElse(List.of());
        } catch (IOException e) {
            return List.of(Finding.note("processor", "its abilities are unknown: " + e.getMessage()));
        }
    }
}
