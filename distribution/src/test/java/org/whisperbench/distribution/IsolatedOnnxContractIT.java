package org.whisperbench.distribution;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;

/** A model with a process between keeps the contract as the model itself does. */
@Tag("long")
final class IsolatedOnnxContractIT extends BackendContract {

    private static final Path PARTS = Path.of(System.getProperty("whisperbench.checkout"), "distribution");

    @Override
    protected WhisperBackend backend() {
        return new IsolatedOnnx();
    }

    @Override
    protected Path modelFolder() {
        return PARTS.resolve("models").resolve("nano-digits");
    }

    @Override
    protected List<Path> recordings() {
        return Stream.of("01", "02", "03", "04")
                .map(number -> PARTS.resolve("samples").resolve("digits-" + number + ".wav"))
                .toList();
    }
}
