package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code backends} says on machines that are not here: the same program, told that it runs on them. Nothing else of
 * such a machine is there, so this shows what is decided by its name; of the engines in Python, only that no setup is advised
 * where nothing is published for the machine, which Linux never is told.
 */
@DisabledOnOs(OS.WINDOWS) // its own name cannot be replaced there without breaking the paths
final class OtherMachinesIT {

    private static final Set<String> IN_PYTHON = Set.of(
            "faster-whisper",
            "insanely-fast-whisper",
            "lightning-whisper-mlx",
            "mlx-whisper",
            "parakeet-mlx",
            "whisper-mps");

    private static final Set<String> IN_MLX =
            Set.of("lightning-whisper-mlx", "mlx-whisper", "parakeet-mlx", "whisper-mps");

    private static final Map<String, Set<String>> UNPUBLISHED = Map.of(
            "Mac OS X, x86_64", Set.of("insanely-fast-whisper"),
            "Windows 11, amd64", Set.of(),
            "Windows 11, aarch64", Set.of("faster-whisper"));

    private static Cli cli;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        cli = Cli.of(Archive.unpack(folder));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, onnx parakeet-onnx whisper-cpp, .local/share/whisperbench, run it on a Mac",
        "Linux, aarch64, onnx parakeet-onnx whisper-cpp, .local/share/whisperbench, run it on a Mac",
        "Linux, riscv64, '', .local/share/whisperbench, run it on a Mac",
        "Mac OS X, aarch64, onnx parakeet-onnx whisper-cpp, Library/Application Support/whisperbench, brew install",
        "Mac OS X, x86_64, whisper-cpp, Library/Application Support/whisperbench, brew install",
        "Windows 11, amd64, onnx parakeet-onnx whisper-cpp, AppData/whisperbench, run it on a Mac",
        "Windows 11, aarch64, '', AppData/whisperbench, run it on a Mac"
    })
    void eachEngineSaysTheTruth(String system, String processor, String available, String data, String remedy)
            throws IOException, InterruptedException {
        Run run = cli.with("JDK_JAVA_OPTIONS", "\"-Dos.name=%s\" -Dos.arch=%s".formatted(system, processor))
                .run("backends")
                .ends(Run.WELL);

        List<String> rows = run.lines().subList(1, run.lines().size());
        assertEquals(11, rows.size(), run::toString);
        assertEquals(
                available.isEmpty() ? Set.of() : Set.of(available.split(" ", -1)),
                rows.stream()
                        .filter(row -> row.endsWith(" available"))
                        .map(OtherMachinesIT::id)
                        .collect(Collectors.toSet()),
                run::toString);
        for (String row : rows) {
            if (isUnpublished(system + ", " + processor, id(row))) {
                assertTrue(
                        row.contains("; this is %s on %s; use another backend here".formatted(system, processor)),
                        run::toString);
                assertFalse(row.contains("whisperbench setup"), run::toString);
            } else if (IN_PYTHON.contains(id(row))) {
                String folder = data + "/engines/" + id(row) + "'; run 'whisperbench setup " + id(row) + "'";
                assertTrue(row.contains("there is no Python for it in '") && row.endsWith(folder), run::toString);
            } else if (id(row).equals("whisperkit")) {
                assertTrue(row.contains(remedy), run::toString);
            }
        }
    }

    /** MLX has packages for Apple silicon and Linux only. */
    private static boolean isUnpublished(String machine, String id) {
        Set<String> others = UNPUBLISHED.get(machine);
        return others != null && (others.contains(id) || IN_MLX.contains(id));
    }

    private static String id(String row) {
        return row.split(" ", 2)[0];
    }
}
