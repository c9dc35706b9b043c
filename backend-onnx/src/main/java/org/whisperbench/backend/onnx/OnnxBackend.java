package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/**
 * Whisper on ONNX Runtime, on the processor, embedded: nothing else has to be installed.
 *
 * <p>Any number of threads may use an instance.
 */
public final class OnnxBackend implements WhisperBackend {

    /** Name that users type. */
    static final String ID = "onnx";

    /** Does no work, as {@link java.util.ServiceLoader} wants it. */
    public OnnxBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder(ID)
                .displayName("ONNX Runtime")
                .engine(ModelLoading.ENGINE)
                .homePage(URI.create("https://onnxruntime.ai"))
                .licence("MIT")
                .nativeCode(true)
                .build();
    }

    @Override
    public Availability availability() {
        return availability(NativePlatform.current());
    }

    /**
     * Returns whether the engine can run on a platform.
     *
     * @param platform the platform
     * @return the engine's version, or why not
     */
    static Availability availability(NativePlatform platform) {
        return platform.isSupported()
                ? new Availability.Available(engineVersion())
                : new Availability.Unavailable(
                        "ONNX Runtime " + engineVersion() + " has no native library for '" + platform.folder() + "'",
                        "use another backend, or a machine with Linux (x64, aarch64), macOS (Apple silicon) or"
                                + " Windows (x64)");
    }

    private static String engineVersion() {
        Properties properties = new Properties();
        try (InputStream in = OnnxBackend.class.getResourceAsStream("engine.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("onnxruntime", "unknown");
    }

    @Override
    public List<ModelDescriptor> models() {
        return Stream.concat(OnnxModels.bundled().stream(), PublishedModels.all().stream())
                .toList();
    }

    /**
     * Describes a model in the layout of onnx-community.
     *
     * @param repositoryOrPath an absolute path, or {@code OWNER/NAME[@REVISION]}; {@code #SUFFIX} after either chooses
     *     the files of a precision, such as {@code #int8}; without it fp32 is preferred
     * @return the description, or empty if nothing of that layout is named
     * @throws BackendException if it is a folder of that layout without that precision ({@link ErrorKind#USER})
     */
    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return OnnxModels.describe(repositoryOrPath);
    }

    /**
     * Loads a model. The option {@code threads} is the number of threads within an operator; 0 means one for each
     * available processor. There are no further options, and the only device is the processor.
     */
    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        return new ModelLoading(model, options, progress).run();
    }
}
