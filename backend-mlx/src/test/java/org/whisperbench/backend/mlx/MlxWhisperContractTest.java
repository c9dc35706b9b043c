package org.whisperbench.backend.mlx;

import org.junit.jupiter.api.BeforeAll;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.StandInContract;
import org.whisperbench.testkit.TinyMlxWhisper;

/** The contract, on a real Python with stand-ins for MLX and the library: not the engine itself. */
final class MlxWhisperContractTest extends StandInContract {

    @BeforeAll
    static void prepareModel() throws Exception {
        prepare(MlxWhisperContractTest.class, "mlx-whisper", "mlx_whisper-0.4.3", "mlx-0.32.2");
        TinyMlxWhisper.write(model);
    }

    @Override
    protected WhisperBackend backend() {
        return new MlxWhisperBackend();
    }
}
