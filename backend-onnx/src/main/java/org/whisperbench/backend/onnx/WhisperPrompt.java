package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;

/**
 * What the decoder is told before it writes.
 *
 * @param tokens what was said before, if anything; start, then language and task where the model is multilingual, then
 *     whether timestamps are off
 * @param language tag of the language
 * @param start index of the start token
 */
record WhisperPrompt(List<Integer> tokens, String language, int start) {

    /** Copies the tokens. */
    WhisperPrompt {
        tokens = List.copyOf(tokens);
    }

    /**
     * Returns the language that a user's wish means for a model.
     *
     * @param config the model
     * @param options the wish
     * @return a tag that the model knows, or {@code auto} where a multilingual model has to listen first
     * @throws BackendException if the model does not know the language or cannot translate ({@link ErrorKind#USER})
     */
    static String language(WhisperConfig config, TranscribeOptions options) {
        LanguageTag tag = LanguageTag.of(options);
        String wish = tag.whole();
        String primary = tag.primary();
        boolean auto = tag.isAuto();
        if (config.multilingual()) {
            if (!auto
                    && !config.languages().containsKey(wish)
                    && !config.languages().containsKey(primary)) {
                throw new BackendException(
                        ErrorKind.USER,
                        "language '" + options.language() + "' is not among the model's "
                                + config.languages().size() + "; use 'auto' or one of "
                                + String.join(
                                        " ", new TreeSet<>(config.languages().keySet())));
            }
            return auto || config.languages().containsKey(wish) ? wish : primary;
        }
        if (options.task() == TranscribeOptions.Task.TRANSLATE) {
            throw new BackendException(
                    ErrorKind.USER, "task 'translate' needs a multilingual model, this one is English only");
        }
        if (!auto && !primary.equals(LanguageTag.ENGLISH)) {
            throw new BackendException(
                    ErrorKind.USER,
                    "language '" + options.language()
                            + "' needs a multilingual model, this one is English only; use 'en' or 'auto'");
        }
        return LanguageTag.ENGLISH;
    }

    /**
     * Writes the prompt.
     *
     * @param config the model
     * @param language a tag that the model knows
     * @param task what to do
     * @param timestamps whether timestamps are on
     * @return the prompt
     */
    static WhisperPrompt of(WhisperConfig config, String language, TranscribeOptions.Task task, boolean timestamps) {
        List<Integer> tokens = new ArrayList<>(List.of(config.tokens().start()));
        if (config.multilingual()) {
            tokens.add(id(config.languages(), language));
            tokens.add(id(config.tasks(), task.name().toLowerCase(Locale.ROOT)));
        }
        if (!timestamps) {
            tokens.add(config.tokens().noTimestamps());
        }
        return new WhisperPrompt(tokens, language, 0);
    }

    /**
     * Returns whether another prompt goes on where this one ends.
     *
     * @param other the other one
     * @return whether it begins with the same tokens, its start token included
     */
    boolean isBeginningOf(WhisperPrompt other) {
        return start == other.start
                && tokens.size() <= other.tokens.size()
                && tokens.equals(other.tokens.subList(0, tokens.size()));
    }

    /**
     * Tells something before this.
     *
     * @param previous what was said before
     * @return both
     */
    WhisperPrompt after(List<Integer> previous) {
        List<Integer> all = new ArrayList<>(previous);
        all.addAll(tokens);
        return new WhisperPrompt(all, language, start + previous.size());
    }

    private static int id(Map<String, Integer> ids, String name) {
        Integer id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException(name + " is not among " + ids.keySet());
        }
        return id;
    }

    /**
     * Returns how probable each language is after the start token alone.
     *
     * @param config a multilingual model
     * @param logits one value for each token of the vocabulary
     * @return probabilities by tag, the likeliest first
     */
    static Map<String, Double> languages(WhisperConfig config, float[] logits) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int id : config.languages().values()) {
            greatest = Math.max(greatest, logits[id]);
        }
        double sum = 0;
        Map<String, Double> weights = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> language : config.languages().entrySet()) {
            double weight = Math.exp((double) logits[language.getValue()] - greatest);
            weights.put(language.getKey(), weight);
            sum += weight;
        }
        double all = sum;
        Map<String, Double> sorted = new LinkedHashMap<>();
        weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue() / all));
        return sorted;
    }
}
