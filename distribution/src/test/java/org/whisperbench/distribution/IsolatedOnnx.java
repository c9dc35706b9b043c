package org.whisperbench.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.isolate.Isolation;
import org.whisperbench.platform.isolate.IsolationSettings;

/** The embedded backend as the platform hands it out: with its engine in a process of its own. */
public final class IsolatedOnnx implements WhisperBackend {

    private final WhisperBackend onnx = ServiceLoader.load(WhisperBackend.class).stream()
            .filter(provider -> provider.type().getSimpleName().equals("OnnxBackend"))
            .findFirst()
            .orElseThrow()
            .get();

    /** Finds the backend; what isolates it is there once it loads. */
    public IsolatedOnnx() {}

    /** Ends with the virtual machine. */
    private static final class Shared {

        static final Isolation ISOLATION = start();

        private static Isolation start() {
            try {
                Isolation isolation = Isolation.ofClassPath(IsolationSettings.defaults());
                Runtime.getRuntime().addShutdownHook(new Thread(isolation::close));
                return isolation;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public BackendInfo info() {
        return onnx.info();
    }

    @Override
    public Availability availability() {
        return onnx.availability();
    }

    @Override
    public List<ModelDescriptor> models() {
        return onnx.models();
    }

    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return onnx.describe(repositoryOrPath);
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        return Shared.ISOLATION.place(onnx, onnx.info()).backend().load(model, options, progress);
    }
}
