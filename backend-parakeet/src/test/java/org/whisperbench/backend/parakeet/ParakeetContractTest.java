package org.whisperbench.backend.parakeet;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.StandInContract;

/** The contract, on a real Python with stand-ins for MLX and the library: not the engine itself. */
final class ParakeetContractTest extends StandInContract {

    @BeforeAll
    static void prepareModel() throws Exception {
        prepare(ParakeetContractTest.class, "parakeet-mlx", "parakeet_mlx-0.5.1", "mlx-0.32.2");
        Files.writeString(model.resolve("config.json"), ParakeetStandInTest.CONFIG);
        Files.write(model.resolve("model.safetensors"), ParakeetStandInTest.weightsOf("encoder.weight"));
    }

    @Override
    protected WhisperBackend backend() {
        return new ParakeetBackend();
    }
}
