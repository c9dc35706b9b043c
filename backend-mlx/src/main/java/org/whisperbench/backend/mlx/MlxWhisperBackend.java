package org.whisperbench.backend.mlx;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.worker.PythonBackend;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonWheels;
import org.whisperbench.worker.PythonWheels.Machine;

/**
 * mlx-whisper on MLX, in Python.
 *
 * <p>Any number of threads may use an instance.
 */
public final class MlxWhisperBackend implements PythonBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "mlx-whisper",
            MlxWhisperBackend.class,
            "mlx_whisper_engine:MlxWhisper",
            List.of("mlx-whisper", "mlx"),
            PythonWheels.of("MLX", Machine.MAC_ARM));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public MlxWhisperBackend() {}

    @Override
    public PythonEngine engine() {
        return ENGINE;
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ENGINE.backend())
                .displayName("mlx-whisper")
                .engine("MLX")
                .homePage(URI.create("https://github.com/ml-explore/mlx-examples"))
                .licence("MIT")
                .build();
    }

    @Override
    public List<ModelDescriptor> models() {
        return MlxModels.all();
    }

    /**
     * Describes a Whisper model in the layout of MLX.
     *
     * @param repositoryOrPath absolute path of a folder with {@code config.json} and weights
     * @return the description, or empty if it is no such folder
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return MlxModels.describe(repositoryOrPath);
    }
}
