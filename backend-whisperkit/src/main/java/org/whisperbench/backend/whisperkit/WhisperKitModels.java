package org.whisperbench.backend.whisperkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.worker.LoadLimits;
import org.whisperbench.worker.ModelLayout;

/**
 * The models of WhisperKit: folders of the repository {@code argmaxinc/whisperkit-coreml}, named as in the table of devices
 * in argmax-oss-swift ({@code Sources/WhisperKit/Core/Models.swift}, commit ea872ff). There {@code _turbo} is a build that
 * compiles faster, not OpenAI's turbo, which is {@code large-v3-v20240930}. Neither lengths nor hashes are there, so the
 * files are unverified until they were downloaded.
 */
final class WhisperKitModels {

    private static final List<String> COMPILED = List.of("AudioEncoder", "MelSpectrogram", "TextDecoder");
    private static final List<String> PARTS =
            List.of("analytics/coremldata.bin", "coremldata.bin", "metadata.json", "model.mil", "weights/weight.bin");
    private static final ModelLayout LAYOUT = ModelLayout.of(files(""))
            .optionally("tokenizer.json", "tokenizer_config.json")
            .loadedWithin(LoadLimits.compiling(ModelSize.OTHER));

    private WhisperKitModels() {}

    static List<ModelDescriptor> all() {
        return List.of(
                model("tiny", "openai_whisper-tiny", ModelSize.TINY),
                english("tiny.en", "openai_whisper-tiny.en", ModelSize.TINY),
                model("base", "openai_whisper-base", ModelSize.BASE),
                english("base.en", "openai_whisper-base.en", ModelSize.BASE),
                model("small", "openai_whisper-small", ModelSize.SMALL),
                english("small.en", "openai_whisper-small.en", ModelSize.SMALL),
                model("medium", "openai_whisper-medium", ModelSize.MEDIUM),
                model("large-v2", "openai_whisper-large-v2", ModelSize.LARGE),
                model("large-v3", "openai_whisper-large-v3", ModelSize.LARGE),
                model("large-v3-turbo", "openai_whisper-large-v3-v20240930", ModelSize.LARGE),
                quantised("large-v3-turbo-626MB", "openai_whisper-large-v3-v20240930_626MB"));
    }

    private static ModelDescriptor model(String name, String folder, ModelSize size) {
        return builder(name, folder, size).family("whisper-" + name).build();
    }

    private static ModelDescriptor english(String name, String folder, ModelSize size) {
        return builder(name, folder, size)
                .family("whisper-" + name)
                .languages("en")
                .build();
    }

    private static ModelDescriptor quantised(String name, String folder) {
        return builder(name, folder, ModelSize.LARGE)
                .family("whisper-large-v3-turbo")
                .build();
    }

    private static ModelDescriptor.Builder builder(String name, String folder, ModelSize size) {
        return ModelDescriptor.builder(name, new ModelSource.Repository("argmaxinc/whisperkit-coreml", "main"))
                .size(size)
                .loadLimit(LoadLimits.compiling(size))
                .files(List.of(files(folder + "/")).stream()
                        .map(ModelFile::unverified)
                        .toList());
    }

    private static String[] files(String folder) {
        List<String> files = new ArrayList<>();
        for (String model : COMPILED) {
            PARTS.forEach(part -> files.add(folder + model + ".mlmodelc/" + part));
        }
        files.add(folder + "config.json");
        files.add(folder + "generation_config.json");
        return files.toArray(String[]::new);
    }

    static Optional<ModelDescriptor> describe(String place) {
        return LAYOUT.describe(place);
    }

    /** The folder below that of the model in which the three compiled models are: its own, or one of the repository's. */
    static String folder(ModelDescriptor model) {
        String first = model.files().get(0).path();
        int compiled = first.indexOf(COMPILED.get(0));
        return compiled <= 0 ? "" : first.substring(0, compiled - 1);
    }

    /** Whose tokenizer it needs, as {@code tokenizerNameForVariant} has it. */
    static String tokenizer(ModelDescriptor model) {
        return "openai/" + model.family().replace("-turbo", "");
    }
}
