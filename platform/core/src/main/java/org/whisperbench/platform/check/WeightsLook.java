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
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Walks over the files of a model whose formats are known, without an engine. */
final class WeightsLook {

    static final String CONFIG = "config.json";
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
            case Ctranslate2Variables.FORMAT -> Ctranslate2Variables.difference(table, Ctranslate2Companions.of(model));
            case "safetensors", "NumPy archive" ->
                object(model, CONFIG).flatMap(ExpectedTensors::of).flatMap(expected -> expected.difference(table));
            default -> Optional.empty();
        };
    }

    static boolean isDeclared(ResolvedModel model, String name) {
        return model.descriptor().files().stream().anyMatch(file -> file.path().equals(name));
    }

    /** A file that is an object of JSON, or empty if the model has none of that name. */
    static Optional<JsonObject> object(ResolvedModel model, String name) {
        if (!isDeclared(model, name)) {
            return Optional.empty();
        }
        Path path = model.file(name);
        try {
            return Optional.of(JsonObject.parse(Files.readString(path)));
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(path, "it is no object of JSON: " + e.getMessage());
        }
    }

    private static void requireJson(Path path) {
        elements(path);
    }

    /** Counts what a file's outermost list has, without keeping what it says: a vocabulary is long. */
    static long elements(Path path) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), path)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw damaged(path, "it is empty");
            }
            long elements = 0;
            for (JsonToken next = parser.nextToken(); next != null; next = parser.nextToken()) {
                parser.skipChildren();
                // Its own end comes last; an object's names count as well, and nobody asks for them.
                elements += next.isStructEnd() ? 0 : 1;
            }
            return elements;
        } catch (JacksonException e) {
            throw damaged(path, "it is no JSON: " + e.getOriginalMessage());
        }
    }

    static WorkerException damaged(Path path, String what) {
        return new WorkerException(
                WorkerErrorKind.MODEL_CORRUPT,
                "model file '" + path + "' is damaged: " + what + "; download or copy the model again");
    }
}
