package org.whisperbench.backend.onnx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ModelSource;

/**
 * Whisper models that onnx-community and distil-whisper publish, each in its precisions. A size such as {@code tiny} stands for
 * a family in fp32 and in int8; the other precisions have names of their own, or are asked for by {@code --precision}.
 *
 * <p>Which files there are was read in the listings of distil-whisper's repositories at the hub
 * ({@code distil-large-v2/tree/main/onnx}, {@code distil-large-v3/tree/967d2be658d3a9b0a3164b422050927b80fd5b25/onnx},
 * {@code distil-medium.en/tree/6010b1be621967f6086465e23c83834df05cf247/onnx}), and for the exports with attentions in what two
 * programs fetch: {@code packages/whisper-webgpu/src/models.ts} of remotion-dev/remotion at
 * 9e4f2347dd9a3db4caa6514922197087f16de6dc, which names all nine, and {@code static/models.json} of terranivium/vocal-slice at
 * eb0f02d90f3a3bd0f47a7c42c22f28e9d510c305. Lengths and hashes are known where {@code published-files.tsv} has them.
 */
final class PublishedModels {

    private static final String COMMUNITY = "onnx-community/";
    private static final String DISTILLED = "distil-whisper/";
    private static final String WHISPER = "whisper-";
    /** Turbo was made of transcripts alone (OpenAI's README), and so was Distil-Whisper (its paper). */
    private static final Pattern NOT_TRANSLATING = Pattern.compile(
            "(onnx-community|distil-whisper)/(whisper-large-v3-turbo|distil-).*", Pattern.CASE_INSENSITIVE);

    /** What onnx-community calls exports whose decoders also give their attention to the speech. */
    private static final String WITH_ATTENTIONS = "_timestamped";
    /** The repositories' name for dynamically quantised 8-bit weights, which other programs take by default. */
    private static final String EIGHT_BITS = "quantized";

    /** What is larger than 2 GiB keeps its weights beside it, since a protocol buffer holds no more. */
    private static final List<String> ENCODER_APART = List.of("onnx/encoder_model.onnx_data");

    private static final List<String> BOTH_APART =
            List.of("onnx/encoder_model.onnx_data", "onnx/decoder_model_merged.onnx_data");

    private static final List<String> ALL = List.of(OnnxLayout.FP32, "fp16", EIGHT_BITS, "q4", "q4f16");
    /** The others of a repository are asked for by its name, such as {@code onnx-community/whisper-tiny_timestamped#q4}. */
    private static final List<String> TWO = List.of(OnnxLayout.FP32, EIGHT_BITS);

    private static final List<Family> FAMILIES = List.of(
            whisper("tiny", ModelSize.TINY),
            attentive("tiny", ModelSize.TINY, List.of()),
            whisper("tiny.en", ModelSize.TINY),
            attentive("tiny.en", ModelSize.TINY, List.of()),
            whisper("base", ModelSize.BASE),
            attentive("base", ModelSize.BASE, List.of()),
            whisper("base.en", ModelSize.BASE),
            attentive("base.en", ModelSize.BASE, List.of()),
            whisper("small", ModelSize.SMALL),
            attentive("small", ModelSize.SMALL, List.of()),
            whisper("small.en", ModelSize.SMALL),
            attentive("small.en", ModelSize.SMALL, List.of()),
            new Family("distil-small.en", COMMUNITY + "distil-small.en", ModelSize.SMALL, ALL, List.of()),
            new Family(WHISPER + "medium", COMMUNITY + "whisper-medium-ONNX", ModelSize.MEDIUM, ALL, List.of()),
            attentive("medium", ModelSize.MEDIUM, List.of()),
            new Family(WHISPER + "medium.en", COMMUNITY + "whisper-medium.en-ONNX", ModelSize.MEDIUM, ALL, List.of()),
            attentive("medium.en", ModelSize.MEDIUM, List.of()),
            new Family("distil-medium.en", DISTILLED + "distil-medium.en", ModelSize.MEDIUM, TWO, List.of()),
            new Family(WHISPER + "large-v3", COMMUNITY + "whisper-large-v3-ONNX", ModelSize.LARGE, ALL, BOTH_APART),
            new Family(
                    WHISPER + "large-v3-turbo",
                    COMMUNITY + "whisper-large-v3-turbo",
                    ModelSize.LARGE,
                    ALL,
                    ENCODER_APART),
            attentive("large-v3-turbo", ModelSize.LARGE, ENCODER_APART),
            // After the better ones: of equals the first is recommended.
            new Family(WHISPER + "large-v2", COMMUNITY + "whisper-large-v2-ONNX", ModelSize.LARGE, ALL, BOTH_APART),
            new Family("distil-large-v3.5", COMMUNITY + "distil-large-v3.5-ONNX", ModelSize.LARGE, ALL, ENCODER_APART),
            new Family("distil-large-v3", DISTILLED + "distil-large-v3", ModelSize.LARGE, TWO, ENCODER_APART),
            new Family("distil-large-v2", DISTILLED + "distil-large-v2", ModelSize.LARGE, TWO, ENCODER_APART));

    private final PublishedFiles known;
    private final List<ModelDescriptor> models = new ArrayList<>();

    private PublishedModels(PublishedFiles known) {
        this.known = known;
    }

    /**
     * The same weights in several precisions.
     *
     * @param name what its first model is called
     * @param repository {@code OWNER/NAME}
     * @param size how large it is
     * @param precisions what the files' names end in
     * @param weightsApart weights that are kept beside the graphs in fp32
     */
    private record Family(
            String name, String repository, ModelSize size, List<String> precisions, List<String> weightsApart) {

        boolean isEnglishOnly() {
            return name.contains(".en") || name.startsWith("distil-");
        }

        /** A size stands for the plain exports. */
        boolean isOfSize(String precision) {
            return !name.endsWith(WITH_ATTENTIONS) && TWO.contains(precision);
        }
    }

    private static Family whisper(String name, ModelSize size) {
        return new Family(WHISPER + name, COMMUNITY + WHISPER + name, size, ALL, List.of());
    }

    private static Family attentive(String name, ModelSize size, List<String> weightsApart) {
        String full = WHISPER + name + WITH_ATTENTIONS;
        return new Family(full, COMMUNITY + full, size, TWO, weightsApart);
    }

    /**
     * Lists the models.
     *
     * @return by size, fp32 first
     */
    static List<ModelDescriptor> all() {
        PublishedModels all = new PublishedModels(PublishedFiles.read());
        FAMILIES.forEach(all::add);
        return List.copyOf(all.models);
    }

    /**
     * Names the model that also gives the times of words.
     *
     * @param name name of a model
     * @return name of the same in an export with attentions, in the same precision where there is one; empty if none is known
     */
    static Optional<String> withAttentions(String name) {
        List<ModelDescriptor> all = all();
        Set<String> names = all.stream().map(ModelDescriptor::name).collect(Collectors.toSet());
        return all.stream()
                .filter(model -> model.name().equals(name))
                .map(ModelDescriptor::family)
                .flatMap(family ->
                        Stream.of(family + WITH_ATTENTIONS + name.substring(family.length()), family + WITH_ATTENTIONS))
                .filter(names::contains)
                .findFirst();
    }

    /**
     * Names the files of a repository in one precision.
     *
     * @param repository {@code OWNER/NAME}
     * @param layout the files that every repository has
     * @return those, and the weights beside them where the repository is known to have such
     */
    static List<String> paths(String repository, OnnxLayout layout) {
        return all().stream()
                .filter(model -> model.source() instanceof ModelSource.Repository source
                        && source.id().equals(repository))
                .map(model -> model.files().stream().map(ModelFile::path).toList())
                .filter(paths -> paths.containsAll(layout.files()))
                .findFirst()
                .orElse(layout.files());
    }

    /**
     * Returns whether a model may be asked to translate. No file of a model tells, but of those that are published it is known:
     * turbo and the distilled ones were trained to write what is spoken only.
     *
     * @param model the model
     * @return false if it is one of those; true of any other, a user's own among them
     */
    static boolean translates(ModelDescriptor model) {
        return !(model.source() instanceof ModelSource.Repository repository
                && NOT_TRANSLATING.matcher(repository.id()).matches());
    }

    private void add(Family family) {
        for (String precision : family.precisions()) {
            boolean eightBits = precision.equals(EIGHT_BITS);
            boolean full = precision.equals(OnnxLayout.FP32);
            ModelDescriptor.Builder model = ModelDescriptor.builder(
                            full ? family.name() : family.name() + "-" + (eightBits ? "int8" : precision),
                            new ModelSource.Repository(family.repository(), known.revision(family.repository())))
                    .family(family.name())
                    .size(family.isOfSize(precision) ? family.size() : ModelSize.OTHER)
                    .files(files(family.repository(), precision, full ? family.weightsApart() : List.of()))
                    .precision(eightBits ? "int8" : precision)
                    .loadLimit(limit(family.size()));
            models.add((family.isEnglishOnly() ? model.languages("en") : model).build());
        }
    }

    private List<ModelFile> files(String repository, String precision, List<String> weightsApart) {
        List<String> paths = new ArrayList<>(OnnxLayout.of(precision).files());
        paths.addAll(weightsApart);
        return paths.stream().map(path -> known.file(repository, path)).toList();
    }

    /** Reading from a slow disk on a busy machine; no measure of speed. */
    private static Duration limit(ModelSize size) {
        return Duration.ofMinutes(
                switch (size) {
                    case TINY, BASE -> 2;
                    case SMALL -> 4;
                    case MEDIUM -> 6;
                    case LARGE, OTHER -> 12;
                });
    }
}
