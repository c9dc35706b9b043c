package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    /** Its answers are those of whisper-cli 1.9.3 ({@code examples/cli/cli.cpp}); it hears the same in everything. */
    private static final String WHISPER_CLI = """
            #!/bin/sh
            [ "$1" = --version ] && { echo 'whisper.cpp version: 1.9.3'; exit 0; }
            while [ $# -gt 0 ]; do
              case "$1" in -m) model=$2 ;; -of) result=$2.json ;; esac
              shift
            done
            printf '{"systeminfo": "COREML = 0", "model": {"ftype": 1}, "params": {"model": "%s"},' "$model" > "$result"
            printf '"result": {"language": "en"}, "transcription": [' >> "$result"
            printf '{"offsets": {"from": 0, "to": 900}, "text": " heard by a program"}]}' >> "$result"
            """;

    /** The machine is in this process only: one of its own would know its true name. */
    @Test
    void anInstalledProgramHearsWhereThereIsNoLibrary(@TempDir Path tools) throws IOException, InterruptedException {
        Path program = Files.writeString(tools.resolve("whisper-cli"), WHISPER_CLI);
        assertTrue(program.toFile().setExecutable(true));
        Cli riscv = cli.with("JDK_JAVA_OPTIONS", "-Dos.arch=riscv64")
                .with("PATH", tools + ":" + cli.environment().get("PATH"));

        Run backends = riscv.run("backends").ends(Run.WELL);
        for (String[] words : List.of(new String[] {"-b", "whisper-cpp"}, new String[0])) {
            List<String> command = new ArrayList<>(List.of("transcribe", "--in-process"));
            command.addAll(List.of(words));
            command.add("samples/digits-01.wav");
            Run heard = riscv.run(command.toArray(String[]::new)).ends(Run.WELL);
            assertEquals("heard by a program\n", heard.out(), heard::toString);
        }
        Run check = riscv.run("check", "--in-process", "-b", "whisper-cpp", "-m", "nano-digits.en", "--verbose");

        assertTrue(
                backends.lines().stream().anyMatch(row -> row.matches("whisper-cpp .* available")), backends::toString);
        check.ends(Run.WELL).shows("LOADABLE");
        assertTrue(check.err().contains(program.toString()), check::toString);
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
