package org.whisperbench.backend.example;

import java.nio.file.Path;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;

class ExampleBackendContractTest extends BackendContract {

    @Override
    protected WhisperBackend backend() {
        return new ExampleBackend();
    }

    @Override
    protected Path modelFolder() {
        return Path.of(System.getProperty("whisperbench.checkout"), "distribution", "models", "example");
    }
}
