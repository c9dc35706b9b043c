package org.whisperbench.platform.check;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.worker.weights.CompiledModelFile;
import org.whisperbench.worker.weights.WeightFile;

/** Reads the tables of files with weights: of a model that a backend knows, or of one file. */
final class TensorTables {

    private final Catalog catalog;
    private final ModelStore store;

    TensorTables(Catalog catalog, ModelStore store) {
        this.catalog = catalog;
        this.store = store;
    }

    TensorsReport of(String word) throws InterruptedException {
        Optional<Path> file = file(word);
        List<Path> files = file.isPresent() ? List.of(file.get()) : weights(word);
        List<TensorsReport.Weights> tables = new ArrayList<>();
        for (Path one : files) {
            tables.add(TensorsReport.Weights.of(WeightFile.read(one)));
        }
        return new TensorsReport(tables);
    }

    private static Optional<Path> file(String word) {
        try {
            return Optional.of(Path.of(word).toAbsolutePath()).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            // Not a path on this system: then it is a model's name.
            return Optional.empty();
        }
    }

    private List<Path> weights(String word) throws InterruptedException {
        List<CatalogModel> models = catalog.select(new Selection(List.of(), List.of(word)));
        if (models.size() > 1) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "'%s' is the name of %d models; name one of them, such as '%s'"
                            .formatted(word, models.size(), models.get(0).address()));
        }
        CatalogModel model = models.get(0);
        var resolved = store.resolve(model.words(), model.descriptor());
        List<Path> files = model.descriptor().files().stream()
                .map(ModelFile::path)
                .filter(path -> WeightFile.isKnown(path) && !CompiledModelFile.isOne(path))
                .map(resolved::file)
                .toList();
        if (files.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "model '%s' has no file whose tensors can be read; safetensors, npz, GGML, ONNX and CTranslate2 can"
                            .formatted(model.address()));
        }
        return files;
    }
}
