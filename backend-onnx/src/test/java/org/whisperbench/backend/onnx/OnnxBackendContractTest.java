package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;

class OnnxBackendContractTest extends BackendContract {

    @Override
    protected WhisperBackend backend() {
        return new OnnxBackend();
    }

    @Override
    protected Path modelFolder() {
        return Path.of(System.getProperty("whisperbench.checkout"), "distribution", "models", "nano-digits");
    }

    @Override
    protected List<Path> recordings() {
        return Checkout.samples().subList(0, 4).stream()
                .map(Checkout.Speech::wav)
                .toList();
    }
}
