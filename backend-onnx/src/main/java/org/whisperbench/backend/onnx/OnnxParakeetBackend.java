package org.whisperbench.backend.onnx;

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

/**
 * NVIDIA's Parakeet TDT on the ONNX Runtime that this bundle has for Whisper.
 *
 * <p>Any number of threads may use an instance.
 */
public final class OnnxParakeetBackend implements WhisperBackend {

    /** Name that users type. */
    static final String ID = "parakeet-onnx";

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public OnnxParakeetBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ID)
                .displayName("Parakeet TDT on ONNX Runtime")
                .engine(ModelLoading.ENGINE)
                .homePage(URI.create("https://onnxruntime.ai"))
                .licence("MIT")
                .nativeCode(true)
                .build();
    }

    @Override
    public Availability availability() {
        return OnnxBackend.availability(NativePlatform.current());
    }

    @Override
    public List<ModelDescriptor> models() {
        return TdtModels.all();
    }

    /**
     * Describes a model in the layout of istupakov's repositories.
     *
     * @param repositoryOrPath an absolute path, or {@code OWNER/parakeet-tdt-NAME[@REVISION]}; {@code #int8} after either
     *     chooses the files of a precision; without it fp32 is preferred
     * @return the description, or empty if nothing of that layout and precision is named
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return TdtModels.describe(repositoryOrPath);
    }

    /** Loads a model; options are as those of {@link OnnxBackend#load}. */
    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        return new TdtLoading(model, options, progress).run();
    }
}
