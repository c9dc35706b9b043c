package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * What a Whisper model's own files say about it; the keys are those of Hugging Face transformers.
 *
 * @param shape sizes of its tensors
 * @param limits how long its output may become
 * @param tokens token ids with a meaning
 * @param multilingual whether the prompt names a language and a task
 * @param languages token id by language tag, such as {@code de}; empty for English-only models
 * @param tasks token id by task, {@code transcribe} and {@code translate}; empty for English-only models
 * @param alignment how attention tells when words are spoken
 */
record WhisperConfig(
        Shape shape,
        Limits limits,
        Tokens tokens,
        boolean multilingual,
        Map<String, Integer> languages,
        Map<String, Integer> tasks,
        Alignment alignment) {

    /** No size in a Whisper model comes near; greater ones are damage. */
    private static final int GREATEST = 1_000_000;

    /**
     * Sizes of tensors.
     *
     * @param melBins mel filters, 80 or 128
     * @param windowFrames frames that the encoder takes at once, 3000 for 30 s
     * @param decoderLayers layers of the decoder
     * @param encoderHeads attention heads of the encoder; 0 if the file does not say
     * @param heads attention heads of the decoder
     * @param headSize values of one head
     * @param vocabulary number of tokens
     */
    record Shape(
            int melBins,
            int windowFrames,
            int decoderLayers,
            int encoderHeads,
            int heads,
            int headSize,
            int vocabulary) {}

    /** Width of the median filter where the model does not say. */
    private static final int MEDIAN_WIDTH = 7;

    /**
     * A head of the decoder's attention to the encoded speech.
     *
     * @param layer index of its layer
     * @param head its index in the layer
     */
    record Head(int layer, int head) {}

    /**
     * How attention tells when words are spoken.
     *
     * @param heads the heads that follow the speech; empty where the model does not say which do
     * @param medianWidth encoder frames that the median filter covers, odd
     */
    record Alignment(List<Head> heads, int medianWidth) {}

    /**
     * How long the decoder's sequence may become.
     *
     * @param positions tokens that the decoder can hold, prompt included
     * @param written tokens that it may write after the prompt, as far as the positions go
     */
    record Limits(int positions, int written) {}

    /**
     * Token ids with a meaning.
     *
     * @param start begins every prompt
     * @param end ends what the decoder writes
     * @param noTimestamps asks for text without timestamps; every greater id is a timestamp, 20 ms apart from 0 on
     * @param greatestFirstTimestamp the greatest id that may be written first where timestamps are asked for
     * @param previous begins the text before the window, or {@link #NONE} where the model has no such token
     * @param never ids that are never written
     * @param neverFirst ids that are not written first
     */
    record Tokens(
            int start,
            int end,
            int noTimestamps,
            int greatestFirstTimestamp,
            int previous,
            List<Integer> never,
            List<Integer> neverFirst) {

        /** No token. */
        static final int NONE = -1;

        /**
         * Returns the id that stands for silence.
         *
         * @return the id before that of no timestamps, in every Whisper vocabulary
         */
        int noSpeech() {
            return noTimestamps - 1;
        }

        /**
         * Returns the id of the timestamp 0.
         *
         * @return the least id that is a timestamp
         */
        int firstTimestamp() {
            return noTimestamps + 1;
        }
    }

    /**
     * Reads the files.
     *
     * @param config path of {@code config.json}
     * @param generation path of {@code generation_config.json}
     * @param features path of {@code preprocessor_config.json}
     * @return what they say
     * @throws BackendException if a file is missing or damaged, or describes something else than a Whisper model
     *     ({@link ErrorKind#MISSING_MODEL})
     */
    static WhisperConfig read(Path config, Path generation, Path features) {
        JsonFile model = JsonFile.read(config, Set.of());
        JsonFile rules = JsonFile.read(generation, Set.of());
        Shape shape = shape(model, JsonFile.read(features, Set.of()));
        Map<String, Integer> languages = plainNames(rules.numbersByName("lang_to_id"));
        boolean multilingual = rules.values().get("is_multilingual") instanceof Boolean b ? b : !languages.isEmpty();
        Map<String, Integer> tasks = rules.numbersByName("task_to_id");
        if (multilingual && (languages.isEmpty() || !tasks.keySet().containsAll(Set.of("transcribe", "translate")))) {
            throw ModelFailure.damaged(
                    generation, "the model is multilingual, but 'lang_to_id' or 'task_to_id' does not say how");
        }
        Tokens tokens = tokens(model, rules, shape.vocabulary());
        int positions = model.number("max_target_positions");
        int written = rules.numberIfPresent("max_new_tokens")
                .orElse(rules.numberIfPresent("max_length").orElse(positions));
        if (positions < 1 || written < 1) {
            throw ModelFailure.damaged(
                    generation, "it allows " + Math.min(positions, written) + " tokens, not at least 1");
        }
        languages.values().forEach(id -> id(rules, id, shape.vocabulary()));
        tasks.values().forEach(id -> id(rules, id, shape.vocabulary()));
        return new WhisperConfig(
                shape,
                new Limits(positions, written),
                tokens,
                multilingual,
                languages,
                tasks,
                alignment(model, rules, shape));
    }

    private static Shape shape(JsonFile model, JsonFile features) {
        expect(features, "sampling_rate", 16_000);
        expect(features, "n_fft", LogMel.FRAME);
        expect(features, "hop_length", LogMel.HOP);
        int windowFrames = 2 * positive(model, "max_source_positions");
        expect(features, "n_samples", windowFrames * LogMel.HOP);
        int melBins = positive(model, "num_mel_bins");
        expect(features, "feature_size", melBins);
        int heads = positive(model, "decoder_attention_heads");
        return new Shape(
                melBins,
                windowFrames,
                positive(model, "decoder_layers"),
                model.numberIfPresent("encoder_attention_heads").orElse(0),
                heads,
                positive(model, "d_model") / heads,
                positive(model, "vocab_size"));
    }

    private static void expect(JsonFile file, String key, int value) {
        int found = file.numberIfPresent(key).orElse(value);
        if (found != value) {
            throw ModelFailure.damaged(file.path(), "'" + key + "' is " + found + ", not " + value);
        }
    }

    private static int positive(JsonFile file, String key) {
        int value = file.number(key);
        if (value <= 0 || value > GREATEST) {
            throw ModelFailure.damaged(file.path(), "'" + key + "' is " + value + ", not from 1 to " + GREATEST);
        }
        return value;
    }

    private static Tokens tokens(JsonFile model, JsonFile rules, int vocabulary) {
        int noTimestamps = id(rules, rules.number("no_timestamps_token_id"), vocabulary);
        if (noTimestamps < 1) {
            throw ModelFailure.damaged(rules.path(), "'no_timestamps_token_id' is 0, before which there is no token");
        }
        int greatest = vocabulary - 1;
        int firstLimit = rules.numberIfPresent("max_initial_timestamp_index").orElse(greatest);
        return new Tokens(
                id(rules, either(rules, model, "decoder_start_token_id"), vocabulary),
                id(rules, either(rules, model, "eos_token_id"), vocabulary),
                noTimestamps,
                (int) Math.min(greatest, noTimestamps + 1L + Math.max(0, firstLimit)),
                previous(rules, vocabulary),
                ids(rules, "suppress_tokens", vocabulary),
                ids(rules, "begin_suppress_tokens", vocabulary));
    }

    /** Old files do not name the token; it is the last but one of those that are never written then. */
    private static int previous(JsonFile rules, int vocabulary) {
        int[] never = rules.numbers("suppress_tokens");
        int guess = never.length >= 2 ? never[never.length - 2] : Tokens.NONE;
        int id = rules.numberIfPresent("prev_sot_token_id").orElse(guess);
        return id >= 0 && id < vocabulary ? id : Tokens.NONE;
    }

    private static Alignment alignment(JsonFile model, JsonFile rules, Shape shape) {
        int width = model.numberIfPresent("median_filter_width").orElse(MEDIAN_WIDTH);
        if (width < 1 || width % 2 == 0 || width > shape.windowFrames()) {
            throw ModelFailure.damaged(model.path(), "'median_filter_width' is " + width + ", not odd");
        }
        // Distilled models keep the heads of the larger model that they come from: no reason not to transcribe with
        // them.
        List<Head> heads = rules.pairs("alignment_heads").stream()
                .map(pair -> new Head(pair[0], pair[1]))
                .toList();
        return new Alignment(heads, width);
    }

    private static int either(JsonFile rules, JsonFile model, String key) {
        return rules.numberIfPresent(key).orElseGet(() -> model.number(key));
    }

    private static int id(JsonFile file, int id, int vocabulary) {
        if (id < 0 || id >= vocabulary) {
            throw ModelFailure.damaged(file.path(), "token id " + id + " is not among " + vocabulary + " tokens");
        }
        return id;
    }

    /** Old files list -1 for "whatever the tokenizer says": nothing that could be written. */
    private static List<Integer> ids(JsonFile file, String key, int vocabulary) {
        return Arrays.stream(file.numbers(key))
                .filter(id -> id >= 0 && id < vocabulary)
                .boxed()
                .toList();
    }

    private static Map<String, Integer> plainNames(Map<String, Integer> ids) {
        Map<String, Integer> plain = new LinkedHashMap<>();
        ids.forEach((name, id) -> plain.put(name.replace("<|", "").replace("|>", ""), id));
        return plain;
    }
}
