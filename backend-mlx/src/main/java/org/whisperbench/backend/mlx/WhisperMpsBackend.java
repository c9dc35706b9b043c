package org.whisperbench.backend.mlx;

import java.net.URI;
import java.util.List;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonWheels;
import org.whisperbench.worker.PythonWheels.Machine;

/**
 * whisper-mps, which in spite of its name computes on MLX, in Python. It reads OpenAI's own files, which are pickles: only
 * those whose SHA-256 was published, so there are no models of the user's.
 *
 * <p>Any number of threads may use an instance.
 */
public final class WhisperMpsBackend implements PythonBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "whisper-mps",
            WhisperMpsBackend.class,
            "whisper_mps_engine:WhisperMps",
            List.of("whisper-mps", "mlx", "torch"),
            PythonWheels.of("MLX", Machine.MAC_ARM).python(11, 13));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public WhisperMpsBackend() {}

    @Override
    public PythonEngine engine() {
        return ENGINE;
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ENGINE.backend())
                .displayName("whisper-mps")
                .engine("MLX")
                .homePage(URI.create("https://github.com/AtomGradient/whisper-mps"))
                .licence("MIT")
                .build();
    }

    @Override
    public List<ModelDescriptor> models() {
        return OpenAiModels.all();
    }
}
