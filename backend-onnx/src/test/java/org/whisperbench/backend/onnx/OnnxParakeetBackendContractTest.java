package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;

/** Held with a model of almost no size in the files of the published one, since the contract judges no words. */
class OnnxParakeetBackendContractTest extends BackendContract {

    @Override
    protected WhisperBackend backend() {
        return new OnnxParakeetBackend();
    }

    @Override
    protected Path modelFolder() {
        return TinyModel.folder("tiny-tdt");
    }

    @Override
    protected List<Path> recordings() {
        return Checkout.samples().subList(0, 4).stream()
                .map(Checkout.Speech::wav)
                .toList();
    }
}
