package org.whisperbench.platform.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.WorkerErrorKind;
import org.whisperbench.worker.WorkerException;
import org.whisperbench.worker.weights.CompiledModelFile;
import org.whisperbench.worker.weights.TensorTable;
import org.whisperbench.worker.weights.WeightFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Walks over the files of a model whose formats are known, without an engine. */
final class WeightsLook {

    private static final String CONFIG = "config.json";
    /** Python writes infinity as a word of its own. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private WeightsLook() {}

    /**
     * Looks at each file, and holds weights against the configuration.
     *
     * @throws org.whisperbench.api.WhisperException if one is not whole, or does not fit another
     */
    static void at(ResolvedModel model) {
        for (ModelFile file : model.descriptor().files()) {
            Path path = model.file(file.path());
            if (CompiledModelFile.isOne(file.path())) {
                CompiledModelFile.examine(path);
            } else if (WeightFile.isKnown(file.path())) {
                difference(model, WeightFile.read(path)).ifPresent(what -> {
                    throw damaged(path, "it " + what);
                });
            } else if (file.path().toLowerCase(Locale.ROOT).endsWith(".json")) {
                requireJson(path);
            }
        }
    }

    private static Optional<String> difference(ResolvedModel model, TensorTable table) {
        return switch (table.format()) {
            case Ctranslate2Variables.FORMAT -> Ctranslate2Variables.difference(table);
            case "safetensors", "NumPy archive" ->
                configuration(model).flatMap(ExpectedTensors::of).flatMap(expected -> expected.difference(table));
            default -> Optional.empty();
        };
    }

    private static Optional<JsonObject> configuration(ResolvedModel model) {
        boolean declared =
                model.descriptor().files().stream().anyMatch(file -> file.path().equals(CONFIG));
        if (!declared) {
            return Optional.empty();
        }
        Path path = model.file(CONFIG);
        try {
            return Optional.of(JsonObject.parse(Files.readString(path)));
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(path, "it is no object of JSON: " + e.getMessage());
        }
    }

    /** Without keeping what it says: a vocabulary is long. */
    private static void requireJson(Path path) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), path)) {
            if (parser.nextToken() == null) {
                throw damaged(path, "it is empty");
            }
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            throw damaged(path, "it is no JSON: " + e.getOriginalMessage());
        }
    }

    private static WorkerException damaged(Path path, String what) {
        return new WorkerException(
                WorkerErrorKind.MODEL_CORRUPT,
                "model file '" + path + "' is damaged: " + what + "; download or copy the model again");
    }
}
