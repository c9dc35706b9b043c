package org.whisperbench.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Files of the checkout that measurements need; paths are relative to its root, where the programs run. */
final class CheckoutFiles {

    private CheckoutFiles() {}

    /** Returns the folder of the self-test model. */
    static Path nano() {
        return existing("distribution/models/nano-digits");
    }

    /** Returns a recording that comes with the installation. */
    static Path sample(String name) {
        return existing("distribution/samples").resolve(name);
    }

    /** Returns the script that writes a model as ONNX. */
    static Path toOnnx() {
        return existing("distribution/models/nano-digits/scripts/to_onnx.py");
    }

    /** Returns the script that writes a model as GGML. */
    static Path toGgml() {
        return existing("distribution/models/nano-digits/scripts/to_ggml.py");
    }

    private static Path existing(String relative) {
        Path path = Path.of(relative).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new WhisperException(
                    ErrorKind.USER, "'" + relative + "' is not here; run this in the root of the checkout");
        }
        return path;
    }
}
