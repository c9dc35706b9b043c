package org.whisperbench.platform.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSize;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.worker.JsonObject;

/**
 * What lies beside {@code model.bin} of CTranslate2 and tells numbers of it.
 *
 * @param published the name of the published model that it is, such as {@code tiny}, or empty if it may be any
 * @param config {@code config.json}: a {@code WhisperConfig} of {@code whisper_spec.py}
 * @param words how many words the vocabulary has, where there is one
 * @param melBands of {@code preprocessor_config.json}, or the 80 that faster-whisper takes without one
 */
record Ctranslate2Companions(String published, JsonObject config, OptionalLong words, long melBands) {

    private static final String FEATURES = "preprocessor_config.json";
    private static final String VOCABULARY_JSON = "vocabulary.json";
    private static final String VOCABULARY_TEXT = "vocabulary.txt";
    private static final String FAMILY = "whisper-";
    private static final long MEL_BANDS = 80;
    private static final int LINE_END = '\n';
    /** Layers of the encoder and of the decoder, as {@code config.json} of the models on the hub says. */
    private static final Map<String, Layers> PUBLISHED = Map.ofEntries(
            Map.entry("tiny", new Layers(4, 4)),
            Map.entry("base", new Layers(6, 6)),
            Map.entry("small", new Layers(12, 12)),
            Map.entry("medium", new Layers(24, 24)),
            Map.entry("large-v1", new Layers(32, 32)),
            Map.entry("large-v2", new Layers(32, 32)),
            Map.entry("large-v3", new Layers(32, 32)),
            Map.entry("large-v3-turbo", new Layers(32, 4)));

    /** Numbers of layers. */
    private record Layers(long encoder, long decoder) {}

    /**
     * What {@code model.bin} tells.
     *
     * @param encoder layers of its encoder
     * @param decoder layers of its decoder
     * @param heads of its decoder, or 0 where it tells none
     * @param rows of its table of words
     */
    record Told(long encoder, long decoder, long heads, long rows) {}

    static Ctranslate2Companions of(ResolvedModel model) {
        OptionalLong bands = WeightsLook.object(model, FEATURES)
                .map(features -> features.whole("feature_size"))
                .orElse(OptionalLong.empty());
        return new Ctranslate2Companions(
                published(model.descriptor()),
                WeightsLook.object(model, WeightsLook.CONFIG).orElseGet(JsonObject::new),
                words(model),
                bands.orElse(MEL_BANDS));
    }

    /** Only a model of the catalog has a size; what a user names may be called anything. */
    private static String published(ModelDescriptor model) {
        boolean own = model.size() == ModelSize.OTHER || !model.family().startsWith(FAMILY);
        return own ? "" : model.family().substring(FAMILY.length()).replaceFirst("\\.en$", "");
    }

    private static OptionalLong words(ResolvedModel model) {
        if (WeightsLook.isDeclared(model, VOCABULARY_JSON)) {
            return OptionalLong.of(WeightsLook.elements(model.file(VOCABULARY_JSON)));
        }
        return WeightsLook.isDeclared(model, VOCABULARY_TEXT)
                ? OptionalLong.of(lines(model.file(VOCABULARY_TEXT)))
                : OptionalLong.empty();
    }

    /** As the library reads them: a line ends with the one byte, whatever else is in it. */
    private static long lines(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            long lines = 0;
            int last = LINE_END;
            for (int next = in.read(); next >= 0; next = in.read()) {
                lines += last == LINE_END ? 1 : 0;
                last = next;
            }
            return lines;
        } catch (IOException e) {
            throw WeightsLook.damaged(file, "it cannot be read: " + e.getMessage());
        }
    }

    /** The first difference, in words that follow "it". */
    Optional<String> difference(Told told) {
        return layers(told).or(() -> alignment(told)).or(() -> vocabulary(told));
    }

    /** A last layer that is missing whole shows nowhere in the file itself. */
    private Optional<String> layers(Told told) {
        Layers known = PUBLISHED.get(published);
        return known == null || known.equals(new Layers(told.encoder(), told.decoder()))
                ? Optional.empty()
                : Optional.of("has %d layers in its encoder and %d in its decoder, and '%s' has %d and %d"
                        .formatted(told.encoder(), told.decoder(), published, known.encoder(), known.decoder()));
    }

    /** The heads that follow the words are those of layers that are there. */
    private Optional<String> alignment(Told told) {
        for (Object one : config.list("alignment_heads")) {
            if (one instanceof List<?> pair && pair.size() == 2) {
                long layer = number(pair.get(0));
                long head = number(pair.get(1));
                if (layer >= told.decoder()) {
                    return Optional.of("has %d layers in its decoder, and its 'config.json' names a head of layer %d"
                            .formatted(told.decoder(), layer));
                }
                if (told.heads() > 0 && head >= told.heads()) {
                    return Optional.of("has %d heads in its decoder, and its 'config.json' names head %d"
                            .formatted(told.heads(), head));
                }
            }
        }
        return Optional.empty();
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }

    /** Converting refuses a vocabulary of another length. */
    private Optional<String> vocabulary(Told told) {
        return words.isEmpty() || words.getAsLong() == told.rows()
                ? Optional.empty()
                : Optional.of(
                        "has rows for %d words, and its vocabulary has %d".formatted(told.rows(), words.getAsLong()));
    }
}
