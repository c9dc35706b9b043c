package org.whisperbench.backend.coreml;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;
import org.whisperbench.worker.LoadLimits;

/**
 * The models in GGML. Their names are the list in whisper.cpp's {@code models/download-ggml-model.sh} (commit 233fe1f, 22
 * August 2026), which takes each from {@code ggml-NAME.bin} of the repository {@code ggerganov/whisper.cpp}. That list has
 * neither lengths nor SHA-256, so these files are unverified until they were downloaded.
 */
final class WhisperCppModels {

    private static final String REPOSITORY = "ggerganov/whisper.cpp";
    private static final List<String> NAMES = List.of(
            "tiny",
            "tiny.en",
            "tiny-q5_1",
            "tiny.en-q5_1",
            "tiny-q8_0",
            "base",
            "base.en",
            "base-q5_1",
            "base.en-q5_1",
            "base-q8_0",
            "small",
            "small.en",
            "small-q5_1",
            "small.en-q5_1",
            "small-q8_0",
            "medium",
            "medium.en",
            "medium-q5_0",
            "medium.en-q5_0",
            "medium-q8_0",
            "large-v1",
            "large-v2",
            "large-v2-q5_0",
            "large-v2-q8_0",
            "large-v3",
            "large-v3-q5_0",
            "large-v3-turbo",
            "large-v3-turbo-q5_0",
            "large-v3-turbo-q8_0");
    private static final Pattern NAME =
            Pattern.compile("(?<model>(?<size>[a-z]+)[a-z0-9-]*?(?<english>\\.en)?)(-(?<quantised>q\\d_\\d))?");
    private static final Pattern FILE = Pattern.compile("(?<name>[A-Za-z0-9][A-Za-z0-9._-]*)\\.bin");
    private static final Pattern ELSEWHERE =
            Pattern.compile("(?<id>[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*)(@(?<revision>[^@#\\s]+))?"
                    + "#(?<file>[A-Za-z0-9][A-Za-z0-9._-]*\\.bin)");

    private WhisperCppModels() {}

    static List<ModelDescriptor> all() {
        List<ModelDescriptor> models = new ArrayList<>();
        models.add(nano());
        NAMES.forEach(name -> models.add(published(name)));
        return List.copyOf(models);
    }

    private static ModelDescriptor nano() {
        String name = "nano-digits.en";
        return ModelDescriptor.builder(name, new ModelSource.Bundled("nano-digits"))
                .family(name)
                .files(List.of(ModelFile.known(
                        "ggml-nano-digits.en.bin",
                        18279751,
                        "67f5dda3b38745ed454317f75475a40ed31669fd2e171a2996a0ac22e88f9fca")))
                .precision("f16")
                .languages("en")
                .note(
                        "a self-test model, not a dictation model: it knows the ten spoken English digits and nothing else")
                .build();
    }

    private static ModelDescriptor published(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalStateException("model name '" + name + "' has another form");
        }
        String quantised = parts.group("quantised");
        ModelSize size = ModelSize.valueOf(parts.group("size").toUpperCase(Locale.ROOT));
        ModelDescriptor.Builder model = ModelDescriptor.builder(name, new ModelSource.Repository(REPOSITORY, "main"))
                .family("whisper-" + parts.group("model"))
                .size(size)
                .loadLimit(LoadLimits.reading(size))
                .files(List.of(ModelFile.unverified("ggml-" + name + ".bin")))
                .precision(quantised == null ? "f16" : quantised);
        return (parts.group("english") == null ? model : model.languages("en")).build();
    }

    /**
     * Describes a model of the user's.
     *
     * @param place absolute path of a file {@code .bin}, or {@code OWNER/NAME[@REVISION]#FILE.bin}
     * @return the description, or empty if it is neither
     */
    static Optional<ModelDescriptor> describe(String place) {
        Matcher elsewhere = ELSEWHERE.matcher(place);
        if (elsewhere.matches() && !place.contains("..")) {
            String revision = elsewhere.group("revision");
            return Optional.of(own(
                    elsewhere.group("file"),
                    new ModelSource.Repository(elsewhere.group("id"), revision == null ? "main" : revision)));
        }
        try {
            Path file = Path.of(place).normalize();
            Path folder = file.getParent();
            String name = String.valueOf(file.getFileName());
            return folder != null && file.isAbsolute() && FILE.matcher(name).matches() && Files.isRegularFile(file)
                    ? Optional.of(own(name, new ModelSource.Folder(folder)))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            // Not a path on this system: then it is nothing that could be described.
            return Optional.empty();
        }
    }

    private static ModelDescriptor own(String file, ModelSource source) {
        String name = file.substring(0, file.length() - ".bin".length());
        return ModelDescriptor.builder(name, source)
                .files(List.of(ModelFile.unverified(file)))
                .build();
    }
}
