package org.whisperbench.backend.parakeet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;

/** What setup installs, on which machines and into which Pythons: pinned where a source names a version. */
final class ProvisionTest {

    private static final List<PythonBackend> BACKENDS = List.of(new ParakeetBackend());

    private static PythonEngine engine(String id) {
        return BACKENDS.stream()
                .map(PythonBackend::engine)
                .filter(engine -> engine.backend().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"parakeet-mlx, true, false, false, false"})
    void onlyMachinesThatPackagesArePublishedForAreSetUp(
            String id, boolean macArm, boolean macIntel, boolean windows, boolean windowsArm) {
        PythonEngine engine = engine(id);

        assertEquals(macArm, engine.wheels().refusal("Mac OS X", "aarch64").isEmpty());
        assertEquals(macIntel, engine.wheels().refusal("Mac OS X", "x86_64").isEmpty());
        assertEquals(windows, engine.wheels().refusal("Windows 11", "amd64").isEmpty());
        assertEquals(
                windowsArm, engine.wheels().refusal("Windows 11", "aarch64").isEmpty());
        for (String processor : List.of("amd64", "aarch64", "riscv64")) {
            assertEquals(true, engine.wheels().refusal("Linux", processor).isEmpty(), processor);
        }
    }

    @ParameterizedTest
    @CsvSource({"parakeet-mlx, 3.10 or later, parakeet-mlx==0.5.1 mlx==0.30.3 mlx[cpu]==0.30.3"})
    void versionsArePinnedAndSoIsTheRangeOfPython(String id, String pythons, String pinned) {
        assertEquals(pythons, engine(id).wheels().pythons());
        assertEquals(
                pinned,
                String.join(
                        " ",
                        engine(id)
                                .requirements()
                                .lines()
                                .filter(line -> !line.startsWith("#"))
                                .map(line -> line.split(";", 2)[0])
                                .toList()));
    }
}
