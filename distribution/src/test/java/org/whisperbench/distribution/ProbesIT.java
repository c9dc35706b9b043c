package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Looking whether engines can run starts nothing and imports nothing: every interpreter and every vendor's program on this
 * machine is a trap that leaves a mark, and so is every package of Python.
 */
@DisabledOnOs(OS.WINDOWS) // the traps are scripts
final class ProbesIT {

    private static final Map<String, List<String>> PACKAGES = Map.of(
            "faster-whisper", List.of("faster_whisper", "ctranslate2"),
            "insanely-fast-whisper", List.of("transformers", "torch"),
            "mlx-whisper", List.of("mlx_whisper", "mlx"),
            "lightning-whisper-mlx", List.of("lightning_whisper_mlx", "mlx"),
            "whisper-mps", List.of("whisper_mps", "mlx", "torch"),
            "parakeet-mlx", List.of("parakeet_mlx", "mlx"));
    private static final List<String> PROGRAMS =
            List.of("whisper-server", "whisper-cli", "argmax-cli", "whisperkit-cli", "fluidaudiocli", "uv", "python3");

    @TempDir
    Path folder;

    @Test
    void noProbeStartsAProgramOrImportsAPackage() throws IOException, InterruptedException {
        Path marks = Files.createDirectories(folder.resolve("marks"));
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : PROGRAMS) {
            trap(programs.resolve(name), marks);
        }
        for (Map.Entry<String, List<String>> backend : PACKAGES.entrySet()) {
            environment(folder.resolve("engines").resolve(backend.getKey()), backend.getValue(), marks);
        }
        Cli cli = Cli.of(Archive.unpack(folder))
                .with("WHISPERBENCH_ENGINES", folder.resolve("engines").toString());
        Cli trapped = cli.with("PATH", programs + ":" + cli.environment().get("PATH"));

        Run backends = trapped.run("backends").ends(Run.WELL);
        for (String backend : PACKAGES.keySet()) {
            assertTrue(
                    backends.lines().stream().anyMatch(l -> l.matches(backend + " +[\\d.]+ +\\S+ +9\\.8 +available")),
                    () -> backend + " in " + backends);
        }
        trapped.run("doctor").ends(Run.WELL).shows("library torch 9.8").shows("tool whisper-server in '");
        trapped.run("models", "-b", "mlx-whisper").ends(Run.WELL);

        assertEquals(List.of(), Archive.list(marks), "something was started");
    }

    private static void environment(Path environment, List<String> packages, Path marks) throws IOException {
        trap(Files.createDirectories(environment.resolve("bin")).resolve("python"), marks);
        Files.writeString(environment.resolve("pyvenv.cfg"), "version = 3.11.2\n");
        Path site = Files.createDirectories(environment.resolve("lib/python3.11/site-packages"));
        for (String name : packages) {
            Files.createDirectories(site.resolve(name + "-9.8.dist-info"));
            Path imported = Files.createDirectories(site.resolve(name)).resolve("__init__.py");
            Files.writeString(
                    imported, "open('" + marks.resolve("imported-" + name) + "', 'w')\nraise ImportError('a trap')\n");
        }
    }

    private static void trap(Path program, Path marks) throws IOException {
        Files.writeString(program, "#!/bin/sh\n: > '" + marks + "/'started-$(basename \"$0\")-$$\nexit 3\n");
        assertTrue(program.toFile().setExecutable(true));
    }
}
