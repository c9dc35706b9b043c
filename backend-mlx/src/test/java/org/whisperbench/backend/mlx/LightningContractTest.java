package org.whisperbench.backend.mlx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;
import org.whisperbench.testkit.StandInPython;
import org.whisperbench.worker.PythonEnvironment;

/** The contract, on a real Python with stand-ins for MLX and the library: not the engine itself. */
@Tag("long")
@Timeout(900)
final class LightningContractTest extends BackendContract {

    @TempDir
    static Path model;

    @BeforeAll
    static void prepareModel() throws Exception {
        // By the variable, which the processes of the test inherit, too.
        StandInPython.in(
                LightningContractTest.class,
                Path.of(System.getenv("WHISPERBENCH_ENGINES")),
                "lightning-whisper-mlx",
                "lightning_whisper_mlx-0.0.10",
                "mlx-0.32.2");
        Files.writeString(model.resolve("config.json"), "{\"n_vocab\": 51865}");
        NumpyWeights.write(model.resolve("weights.npz"), "encoder.conv1.weight", "decoder.ln.weight");
    }

    @AfterAll
    static void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    @Override
    protected WhisperBackend backend() {
        return new LightningBackend();
    }

    @Override
    protected Path modelFolder() {
        return model;
    }

    @Override
    protected Duration patience() {
        return Duration.ofMinutes(5);
    }
}
