package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;

/** The Parakeet TDT models that are published for ONNX Runtime, and the description of others in their layout. */
final class TdtModels {

    private static final String OWNER = "istupakov/";
    private static final String EIGHT_BITS = "int8";
    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final Pattern REPOSITORY = Pattern.compile(
            "(?<id>[A-Za-z0-9][A-Za-z0-9._-]*/(?<name>parakeet-tdt-[A-Za-z0-9._-]*))(@(?<revision>[^@\\s]+))?");

    private TdtModels() {}

    /**
     * Lists the models with a name.
     *
     * @return the multilingual one in 8 bits first
     */
    static List<ModelDescriptor> all() {
        PublishedFiles known = PublishedFiles.read();
        return List.of(
                published(known, "parakeet-tdt-0.6b-v3", EIGHT_BITS),
                published(known, "parakeet-tdt-0.6b-v3", OnnxLayout.FP32),
                published(known, "parakeet-tdt-0.6b-v2", EIGHT_BITS),
                published(known, "parakeet-tdt-0.6b-v2", OnnxLayout.FP32));
    }

    private static ModelDescriptor published(PublishedFiles known, String family, String precision) {
        String repository = OWNER + family + "-onnx";
        return describe(
                family,
                precision,
                new ModelSource.Repository(repository, known.revision(repository)),
                paths(repository, precision).stream()
                        .map(path -> known.file(repository, path))
                        .toList());
    }

    /** The files of a repository; the published encoders in full precision are larger than one file may be. */
    private static List<String> paths(String repository, String precision) {
        TdtLayout layout = TdtLayout.of(precision);
        List<String> paths = new ArrayList<>(layout.files());
        if (precision.equals(OnnxLayout.FP32) && repository.startsWith(OWNER)) {
            paths.add(layout.encoder() + ".data");
        }
        return paths;
    }

    /**
     * Describes a model in this layout.
     *
     * @param place an absolute path, or {@code OWNER/parakeet-tdt-NAME[@REVISION]}; {@code #int8} after either chooses the
     *     files of a precision
     * @return the description, or empty if nothing of that layout is named
     * @throws org.whisperbench.api.BackendException if it is a folder of that layout without that precision
     *     ({@link org.whisperbench.api.ErrorKind#USER})
     */
    static Optional<ModelDescriptor> describe(String place) {
        return ModelPlace.of(place).flatMap(TdtModels::describe);
    }

    private static Optional<ModelDescriptor> describe(ModelPlace place) {
        return place.repository(REPOSITORY)
                .map(repository -> repository(repository, place.precision()))
                .or(() -> place.folder().flatMap(path -> folder(path, place.wished())));
    }

    private static ModelDescriptor repository(Matcher place, String precision) {
        String revision = place.group("revision");
        return describe(
                place.group("name"),
                precision,
                new ModelSource.Repository(place.group("id"), revision == null ? "main" : revision),
                unverified(paths(place.group("id"), precision)));
    }

    private static Optional<ModelDescriptor> folder(Path path, String wished) {
        return FolderModel.of(path, wished, TdtLayout::precisions, TdtLayout::of)
                .map(m -> describe(m.family(), m.precision(), m.source(), unverified(m.files())));
    }

    private static List<ModelFile> unverified(List<String> paths) {
        return paths.stream().map(ModelFile::unverified).toList();
    }

    private static ModelDescriptor describe(
            String family, String precision, ModelSource source, List<ModelFile> files) {
        String name = precision.equals(OnnxLayout.FP32) ? family : family + "-" + precision;
        ModelDescriptor.Builder model = ModelDescriptor.builder(name, source)
                .family(family)
                .files(files)
                .precision(precision)
                .loadLimit(LIMIT);
        return (family.endsWith("-v2") ? model.languages("en") : model).build();
    }
}
