package org.whisperbench.backend.mlx;

import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.StandInContract;

/** The contract, on a real Python with stand-ins for MLX, PyTorch and the library: not the engine itself. */
final class WhisperMpsContractTest extends StandInContract {

    @BeforeAll
    static void prepareModel() throws Exception {
        prepare(WhisperMpsContractTest.class, "whisper-mps", "whisper_mps-0.0.10", "mlx-0.32.2", "torch-2.5.1");
        Files.writeString(model.resolve("own.pt"), PublishedPickle.CONTENT);
    }

    @Override
    protected WhisperBackend backend() {
        return new PublishedPickle();
    }
}
