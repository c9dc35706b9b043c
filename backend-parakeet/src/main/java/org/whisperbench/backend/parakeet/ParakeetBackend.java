package org.whisperbench.backend.parakeet;

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
 * parakeet-mlx on MLX, in Python. Options: {@code precision} when it loads, {@code beam-size} when it transcribes.
 *
 * <p>Any number of threads may use an instance.
 */
public final class ParakeetBackend implements PythonBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "parakeet-mlx",
            ParakeetBackend.class,
            "parakeet_engine:Parakeet",
            List.of("parakeet-mlx", "mlx"),
            PythonWheels.of("MLX", Machine.MAC_ARM));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public ParakeetBackend() {}

    @Override
    public PythonEngine engine() {
        return ENGINE;
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ENGINE.backend())
                .displayName("parakeet-mlx")
                .engine("MLX")
                .homePage(URI.create("https://github.com/senstella/parakeet-mlx"))
                .licence("Apache-2.0")
                .build();
    }

    @Override
    public List<ModelDescriptor> models() {
        return ParakeetModels.all();
    }

    /**
     * Describes a Parakeet model in the layout of MLX.
     *
     * @param repositoryOrPath absolute path of a folder with {@code config.json} of NeMo and {@code model.safetensors}
     * @return the description, or empty if it is no such folder
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return ParakeetModels.describe(repositoryOrPath);
    }
}
