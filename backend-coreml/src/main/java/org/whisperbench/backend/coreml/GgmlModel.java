package org.whisperbench.backend.coreml;

import java.nio.file.Path;
import org.whisperbench.worker.weights.TensorTable;

/**
 * A model's file that is whole.
 *
 * @param name name of the model
 * @param table its tensors
 */
record GgmlModel(String name, TensorTable table) {

    /** From this size of the vocabulary on, whisper.cpp takes a model for multilingual, see {@code is_multilingual}. */
    private static final int MULTILINGUAL = 51865;

    Path file() {
        return table.file();
    }

    boolean isMultilingual() {
        return table.facts().getOrDefault("vocabulary", 0L) >= MULTILINGUAL;
    }
}
