package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Availability;

/** Where engines in Python can run, by table: what counts is the environment, in the layout of each system. */
final class PythonEnvironmentTest {

    private static final PythonEngine ENGINE =
            new PythonEngine("table-test", PythonEnvironmentTest.class, "none:None", List.of("mlx-whisper", "mlx"));

    @TempDir
    Path folder;

    private void install(String program, String packages, String... distributions) throws IOException {
        Path python = folder.resolve(program);
        Files.createDirectories(python.getParent());
        Files.writeString(python, "");
        assertTrue(python.toFile().setExecutable(true));
        for (String distribution : distributions) {
            Files.createDirectories(folder.resolve(packages).resolve(distribution + ".dist-info"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, bin/python, lib/python3.12/site-packages",
        "macOS, bin/python3, lib/python3.13/site-packages",
        "Windows, Scripts/python.exe, Lib/site-packages"
    })
    void anEngineRunsWhereItsPackagesAre(String system, String program, String packages) throws IOException {
        install(program, packages, "mlx_whisper-0.4.3");
        Availability.Unavailable half = assertInstanceOf(
                Availability.Unavailable.class, ENGINE.availability(new PythonEnvironment(folder)), system);
        install(program, packages, "mlx-0.32.2");

        assertTrue(half.reason().endsWith("lacks mlx"), half::reason);
        assertEquals(new Availability.Available("0.4.3"), ENGINE.availability(new PythonEnvironment(folder)), system);
    }
}
