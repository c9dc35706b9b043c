package org.whisperbench.backend.coreml;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.worker.LoadLimits;

/**
 * The models of FluidAudio: repositories and required compiled models as in its {@code Sources/FluidAudio/ModelNames.swift}
 * (commit 8a2bf2c, version 0.15.6). Neither lengths nor hashes are there, so the files are unverified until they were
 * downloaded. Parakeet has one size where Whisper has many, so none of them stands for a size of Whisper's.
 */
final class FluidAudioModels {

    private static final List<String> PARTS =
            List.of("analytics/coremldata.bin", "coremldata.bin", "metadata.json", "model.mil", "weights/weight.bin");

    private FluidAudioModels() {}

    static List<ModelDescriptor> all() {
        return List.of(
                model("parakeet-tdt-0.6b-v3", "Preprocessor", "Encoder", "Decoder", "JointDecisionv3")
                        .build(),
                model("parakeet-tdt-0.6b-v2", "Preprocessor", "Encoder", "Decoder", "JointDecision")
                        .languages("en")
                        .build(),
                // Here the encoder is in the preprocessor.
                model("parakeet-tdt-ctc-110m", "Preprocessor", "Decoder", "JointDecision")
                        .languages("en")
                        .build());
    }

    private static ModelDescriptor.Builder model(String name, String... compiled) {
        List<String> files = new ArrayList<>();
        for (String one : compiled) {
            PARTS.forEach(part -> files.add(one + ".mlmodelc/" + part));
        }
        files.add("parakeet_vocab.json");
        return ModelDescriptor.builder(name, new ModelSource.Repository("FluidInference/" + name + "-coreml", "main"))
                .family(name)
                .loadLimit(LoadLimits.compiling(ModelSize.OTHER))
                .files(files.stream().map(ModelFile::unverified).toList());
    }

    /** What the program calls the version, by the name of the model. */
    static String version(ModelDescriptor model) {
        return switch (model.name()) {
            case "parakeet-tdt-0.6b-v2" -> "v2";
            case "parakeet-tdt-ctc-110m" -> "tdt-ctc-110m";
            default -> "v3";
        };
    }
}
