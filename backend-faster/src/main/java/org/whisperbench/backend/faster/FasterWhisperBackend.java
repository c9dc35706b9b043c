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
 * faster-whisper on CTranslate2, in Python.
 *
 * <p>Any number of threads may use an instance.
 */
public final class FasterWhisperBackend implements WhisperBackend {

    private static final PythonEngine ENGINE = new PythonEngine(
            "faster-whisper",
            FasterWhisperBackend.class,
            "faster_whisper_engine:FasterWhisper",
            List.of("faster-whisper", "ctranslate2"));

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public FasterWhisperBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ENGINE.backend())
                .displayName("faster-whisper")
                .engine("CTranslate2")
                .homePage(URI.create("https://github.com/SYSTRAN/faster-whisper"))
                .licence("MIT")
                .build();
    }

    @Override
    public Availability availability() {
        return ENGINE.availability();
    }

    @Override
    public List<ModelDescriptor> models() {
        return Ctranslate2Models.all();
    }

    /**
     * Describes a Whisper model in the layout of CTranslate2.
     *
     * @param repositoryOrPath absolute path of a folder with {@code model.bin}
     * @return the description, or empty if it is no such folder
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return Ctranslate2Models.describe(repositoryOrPath);
    }

    /** Loads a model. Devices: {@code cpu}, and {@code cuda} where CTranslate2 has it. Option: {@code precision}. */
    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        return ENGINE.load(model, options, progress);
    }
}
