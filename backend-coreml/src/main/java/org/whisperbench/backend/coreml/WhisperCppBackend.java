package org.whisperbench.backend.coreml;

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
import org.whisperbench.worker.EngineParts;
import org.whisperbench.worker.InstalledTool;

/**
 * whisper.cpp: through whisper-jni, which is inside of this bundle, or through {@code whisper-server} or
 * {@code whisper-cli} where they are installed.
 *
 * <p>Any number of threads may use an instance.
 */
public final class WhisperCppBackend implements WhisperBackend {

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public WhisperCppBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("whisper-cpp")
                .displayName("whisper.cpp")
                .engine("whisper.cpp")
                .homePage(URI.create("https://github.com/ggml-org/whisper.cpp"))
                .licence("MIT")
                .nativeCode(true)
                .build();
    }

    @Override
    public Availability availability() {
        return WhisperRuntime.availability(
                JniPlatform.current(),
                InstalledTool.find(WhisperRuntime.SERVER),
                InstalledTool.find(WhisperRuntime.CLI));
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return kind == EngineParts.class
                ? Optional.of(kind.cast(WhisperRuntime.parts(JniPlatform.current())))
                : Optional.empty();
    }

    @Override
    public List<ModelDescriptor> models() {
        return WhisperCppModels.all();
    }

    /**
     * Describes a model in GGML.
     *
     * @param repositoryOrPath absolute path of a file {@code .bin}, or {@code OWNER/NAME[@REVISION]#FILE.bin}
     * @return the description, or empty if it is neither
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return WhisperCppModels.describe(repositoryOrPath);
    }

    /**
     * Loads a model. Devices: {@code auto}, {@code cpu}, {@code gpu}. Options: {@code runtime} is {@code jni},
     * {@code server}, {@code cli} or {@code auto} (the server where it is installed); {@code server} and {@code cli} are
     * the paths of {@code whisper-server} and {@code whisper-cli}; {@code encoder} is the folder of an encoder for Core
     * ML.
     */
    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        return WhisperRuntime.load(model, options, progress);
    }
}
