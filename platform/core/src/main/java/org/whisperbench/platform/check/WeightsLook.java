package org.whisperbench.platform.check;

import java.nio.file.Path;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.worker.weights.CompiledModelFile;
import org.whisperbench.worker.weights.WeightFile;

/** Walks over the files of a model whose formats are known, without an engine. */
final class WeightsLook {

    private WeightsLook() {}

    /**
     * Looks at each file.
     *
     * @throws org.whisperbench.api.WhisperException if one is not whole
     */
    static void at(ResolvedModel model) {
        for (ModelFile file : model.descriptor().files()) {
            Path path = model.file(file.path());
            if (CompiledModelFile.isOne(file.path())) {
                CompiledModelFile.examine(path);
            } else if (WeightFile.isKnown(file.path())) {
                WeightFile.read(path);
            }
        }
    }
}
