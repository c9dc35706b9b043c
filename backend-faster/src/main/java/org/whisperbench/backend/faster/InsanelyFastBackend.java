package org.whisperbench.backend.faster;

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
 * insanely-fast-whisper: the speech pipeline of transformers on PyTorch, which its command line is a wrapper of.
 *
 * <p>Any number of threads may use an instance.
 */
public final class InsanelyFastBackend implements PythonBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "insanely-fast-whisper",
            InsanelyFastBackend.class,
            "insanely_fast_engine:InsanelyFast",
            List.of("transformers", "torch"),
            PythonWheels.of("PyTorch", Machine.MAC_ARM, Machine.WINDOWS_X64, Machine.WINDOWS_ARM));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public InsanelyFastBackend() {}

    @Override
    public PythonEngine engine() {
        return ENGINE;
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ENGINE.backend())
                .displayName("insanely-fast-whisper")
                .engine("transformers")
                .homePage(URI.create("https://github.com/Vaibhavs10/insanely-fast-whisper"))
                .licence("Apache-2.0")
                .build();
    }

    @Override
    public List<ModelDescriptor> models() {
        return TransformersModels.all();
    }

    /**
     * Describes a Whisper model in the layout of transformers.
     *
     * @param repositoryOrPath absolute path of a folder with {@code model.safetensors}
     * @return the description, or empty if it is no such folder
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return TransformersModels.describe(repositoryOrPath);
    }
}
