package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

/** The models that come with the installation, and the description of others in the same layout. */
final class OnnxModels {

    private static final String NANO = "nano-digits.en";
    private static final String NANO_NOTE =
            "a self-test model, not a dictation model: it knows the ten spoken English digits and nothing else";
    private static final Pattern REPOSITORY = Pattern.compile(
            "(?<id>[A-Za-z0-9][A-Za-z0-9._-]*/(?<name>[A-Za-z0-9][A-Za-z0-9._-]*))(@(?<revision>[^@\\s]+))?");
    /** As OpenAI names them, and what onnx-community puts after that. */
    private static final Pattern ENGLISH_ONLY = Pattern.compile(".*[.]en(_timestamped|-ONNX)?");

    private OnnxModels() {}

    /**
     * Returns the models with a name.
     *
     * @return the default one first
     */
    static List<ModelDescriptor> bundled() {
        return List.of(
                nano(
                        NANO,
                        OnnxLayout.FP32,
                        ModelFile.known(
                                "onnx/encoder_model.onnx",
                                2679060,
                                "75ed994c2ce41f9f9250298cb42eb3e30b1319cde50b9cabd0ae1f9c54507da6"),
                        ModelFile.known(
                                "onnx/decoder_model_merged.onnx",
                                5422800,
                                "1d35d5137f26597f047803a953035801119612141e02d73aab16fceffc9ce267")),
                nano(
                        NANO + "-int8",
                        "int8",
                        ModelFile.known(
                                "onnx/encoder_model_int8.onnx",
                                1508727,
                                "bbbaa642be5c9520d66a60231b0e4a4a7897d7cfccfcfd1a021f97651676e1c5"),
                        ModelFile.known(
                                "onnx/decoder_model_merged_int8.onnx",
                                1714785,
                                "e17c4ef6c6a3c992a0e95019dc415a0ae9a6c0d452b2105824cda977ff7cb693")));
    }

    private static ModelDescriptor nano(String name, String precision, ModelFile encoder, ModelFile decoder) {
        List<ModelFile> files = List.of(
                ModelFile.known(
                        OnnxLayout.CONFIG, 608, "e7902ef9426170ff5eddd5e233f98dde5c7e76b828b18fb70835fc61fa3213eb"),
                ModelFile.known(
                        OnnxLayout.GENERATION, 429, "862ad650088544209d412967492a427c940ccbfcd164f0d9c1bf567c4d26e759"),
                ModelFile.known(
                        OnnxLayout.FEATURES, 287, "0ae1cec79c84c93f579668d5b5bca4cafa2a2cc3b983eea1513de30dcf20e60d"),
                ModelFile.known(
                        OnnxLayout.TOKENIZER,
                        285189,
                        "4e837e81e17f0f2e0839eab00cc5a71b75cf10e73060bea172b7cc244da2b8e2"),
                encoder,
                decoder);
        return ModelDescriptor.builder(name, new ModelSource.Bundled("nano-digits"))
                .family(NANO)
                .files(files)
                .precision(precision)
                .languages("en")
                .note(NANO_NOTE)
                .build();
    }

    /**
     * Describes a model in the layout of onnx-community.
     *
     * @param repositoryOrPath an absolute path, or {@code OWNER/NAME[@REVISION]}; {@code #SUFFIX} after either chooses
     *     the files of a precision, such as {@code #int8}
     * @return the description, or empty if nothing of that layout is named
     * @throws org.whisperbench.api.BackendException if it is a folder of that layout without that precision
     *     ({@link org.whisperbench.api.ErrorKind#USER})
     */
    static Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return ModelPlace.of(repositoryOrPath).flatMap(OnnxModels::describe);
    }

    private static Optional<ModelDescriptor> describe(ModelPlace place) {
        return place.repository(REPOSITORY)
                .map(repository -> repository(repository, place.precision()))
                .or(() -> place.folder().flatMap(path -> folder(path, place.wished())));
    }

    private static Optional<ModelDescriptor> folder(Path path, String wished) {
        return FolderModel.of(path, wished, OnnxLayout::precisions, OnnxLayout::of)
                .map(m -> describe(m.family(), m.precision(), m.source(), m.files()));
    }

    private static ModelDescriptor repository(Matcher place, String precision) {
        String revision = place.group("revision");
        ModelSource source = new ModelSource.Repository(place.group("id"), revision == null ? "main" : revision);
        String suffix = new PrecisionWish(precision).suffixes().get(0);
        List<String> paths = PublishedModels.paths(place.group("id"), OnnxLayout.of(suffix));
        return describe(place.group("name"), precision, source, paths);
    }

    private static ModelDescriptor describe(String family, String precision, ModelSource source, List<String> files) {
        String name = precision.equals(OnnxLayout.FP32) ? family : family + "-" + precision;
        ModelDescriptor.Builder model = ModelDescriptor.builder(name, source)
                .family(family)
                .files(files.stream().map(ModelFile::unverified).toList())
                .precision(precision);
        return (ENGLISH_ONLY.matcher(family).matches() ? model.languages("en") : model).build();
    }
}
