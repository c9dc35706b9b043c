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
 * lightning-whisper-mlx on MLX, in Python. Its models are loaded in half precision, on the device that MLX itself chooses.
 *
 * <p>Any number of threads may use an instance.
 */
public final class LightningBackend implements PythonBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "lightning-whisper-mlx",
            LightningBackend.class,
            "lightning_engine:Lightning",
            List.of("lightning-whisper-mlx", "mlx"),
            PythonWheels.of("MLX", Machine.MAC_ARM).python(10, 11));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public LightningBackend() {}

    @Override
    public PythonEngine engine() {
        return ENGINE;
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ENGINE.backend())
                .displayName("lightning-whisper-mlx")
                .engine("MLX")
                .homePage(URI.create("https://github.com/mustafaaljadery/lightning-whisper-mlx"))
                .build();
    }

    @Override
    public List<ModelDescriptor> models() {
        return MlxModels.archives();
    }

    /**
     * Describes a Whisper model in the layout of MLX.
     *
     * @param repositoryOrPath absolute path of a folder with {@code config.json} and {@code weights.npz}
     * @return the description, or empty if it is no such folder
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return MlxModels.describeArchive(repositoryOrPath);
    }
}
