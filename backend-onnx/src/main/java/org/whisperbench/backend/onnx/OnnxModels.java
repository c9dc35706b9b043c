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
                                "ead0615fcce0a1d89d24e516291b559b1a68e764e2d7709eb15a84eab36bebcb"),
                        ModelFile.known(
                                "onnx/decoder_model_merged.onnx",
                                5422800,
                                "b0ded47880443d324929f4b2910bbc79ceabced9de5a9046e46a364356f545b3")),
                nano(
                        NANO + "-int8",
                        "int8",
                        ModelFile.known(
                                "onnx/encoder_model_int8.onnx",
                                1508727,
                                "f2008d0dd4bfac7aad7d594cf788c4700c18c3d50d42fe8cbdf5a4ca6df4d5d3"),
                        ModelFile.known(
                                "onnx/decoder_model_merged_int8.onnx",
                                1714785,
                                "96dc3c0ce09154f81b00b5f7168499db08691103e6c404000f21b6d52845631c")));
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
