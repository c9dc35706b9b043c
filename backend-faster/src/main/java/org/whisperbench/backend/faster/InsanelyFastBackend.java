package org.whisperbench.backend.faster;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.worker.PythonEngine;

/**
 * insanely-fast-whisper: the speech pipeline of transformers on PyTorch, which its command line is a wrapper of.
 *
 * <p>Any number of threads may use an instance.
 */
public final class InsanelyFastBackend implements WhisperBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "insanely-fast-whisper",
            InsanelyFastBackend.class,
            "insanely_fast_engine:InsanelyFast",
            List.of("transformers", "torch"));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public InsanelyFastBackend() {}

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
    public Availability availability() {
        return ENGINE.availability();
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

    /**
     * Loads a model. Devices: {@code cpu}, and {@code cuda} or {@code mps} where PyTorch has them. Options: {@code batch},
     * {@code attention} and {@code precision}.
     */
    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        return ENGINE.load(model, options, progress);
    }
}
