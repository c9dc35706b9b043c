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

    /** Linux, and what nobody thought of, is never refused by its name. */
    @ParameterizedTest
    @CsvSource({
        "Windows 11, amd64, true",
        "Windows 11, aarch64, true",
        "Windows 11, x86, false",
        "Mac OS X, x86_64, true",
        "Mac OS X, aarch64, false",
        "darwin, arm64, false",
        "win32, AMD64, true",
        "Linux, riscv64, false",
        "FreeBSD, amd64, false"
    })
    void whereNoPackagesArePublishedSetupIsNotAdvised(String system, String processor, boolean refused)
            throws IOException {
        PythonEngine engine = new PythonEngine(
                "table-test",
                PythonEnvironmentTest.class,
                "none:None",
                List.of("mlx"),
                PythonWheels.of("MLX", PythonWheels.Machine.MAC_ARM));
        PythonEnvironment environment = new PythonEnvironment(folder);

        Availability.Unavailable missing =
                assertInstanceOf(Availability.Unavailable.class, engine.availability(environment, system, processor));

        assertEquals(
                refused,
                missing.reason()
                        .equals("MLX is published for Macs with Apple silicon and Linux only; this is %s on %s"
                                .formatted(system, processor)),
                missing::reason);
        assertEquals(
                refused
                        ? "use another backend here, or name an environment that has it in the variable"
                                + " WHISPERBENCH_PYTHON_TABLE_TEST"
                        : "run 'whisperbench setup table-test'",
                missing.remedy());
        install("bin/python", "lib/python3.12/site-packages", "mlx-0.30.3");
        assertEquals(new Availability.Available("0.30.3"), engine.availability(environment, system, processor));
    }
}
