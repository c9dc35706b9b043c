package org.whisperbench.backend.mlx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;

/** What setup installs, on which machines and into which Pythons: pinned where a source names a version. */
final class ProvisionTest {

    private static final List<PythonBackend> BACKENDS =
            List.of(new MlxWhisperBackend(), new LightningBackend(), new WhisperMpsBackend());

    private static PythonEngine engine(String id) {
        return BACKENDS.stream()
                .map(PythonBackend::engine)
                .filter(engine -> engine.backend().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "mlx-whisper, true, false, false, false",
        "lightning-whisper-mlx, true, false, false, false",
        "whisper-mps, true, false, false, false"
    })
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
    @CsvSource({
        "mlx-whisper, 3.10 or later, mlx-whisper==0.4.3 mlx==0.30.3 mlx[cpu]==0.30.3",
        "lightning-whisper-mlx, 3.10 to 3.11, lightning-whisper-mlx==0.0.10 mlx==0.30.3 mlx[cpu]==0.30.3",
        "whisper-mps, 3.11 to 3.13, whisper-mps==0.0.10 mlx==0.30.3 mlx[cpu]==0.30.3 torch==2.6.0"
    })
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
