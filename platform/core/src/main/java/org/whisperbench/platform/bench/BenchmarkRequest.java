package org.whisperbench.platform.bench;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.score.TextRules;

/**
 * What to measure, and how.
 *
 * @param candidates what is measured, at least one
 * @param corpus the speech
 * @param pace how often what is done
 * @param rules applied to reference and transcript before words are compared
 * @param comparison what may be compared
 * @param memoryBytes models whose files together exceed this are measured in blocks; empty for half of the machine's
 *     memory
 */
public record BenchmarkRequest(
        List<Candidate> candidates,
        Corpus corpus,
        Pace pace,
        TextRules rules,
        Comparison comparison,
        OptionalLong memoryBytes) {

    /**
     * Copies the list, in which every candidate gets a name of its own.
     *
     * @throws org.whisperbench.api.WhisperException if one is there twice ({@link org.whisperbench.api.ErrorKind#USER})
     */
    public BenchmarkRequest {
        candidates = RowNames.distinct(candidates);
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("no model to measure");
        }
    }

    /**
     * Asks for each model with the same options.
     *
     * @param models the models, at least one
     * @param corpus the speech
     * @param pace how often what is done
     * @param load how to load
     * @param options how to transcribe
     * @return the request, with the rules that each language asks for
     */
    public static BenchmarkRequest of(
            List<CatalogModel> models, Corpus corpus, Pace pace, LoadOptions load, TranscribeOptions options) {
        return new BenchmarkRequest(
                models.stream()
                        .map(model -> new Candidate(model, load, options))
                        .toList(),
                corpus,
                pace,
                TextRules.BY_LANGUAGE,
                Comparison.STRICT,
                OptionalLong.empty());
    }

    /**
     * What may be compared, and so ranked.
     *
     * @param worstRate a model whose corpus word error rate is above this is not ranked; infinite for none
     * @param across names of options in which compared models may differ, such as {@code precision}
     */
    public record Comparison(double worstRate, Set<String> across) {

        /** No bound on errors, and no difference in anything but the engine. */
        public static final Comparison STRICT = new Comparison(Double.POSITIVE_INFINITY, Set.of());

        /** Copies the set. */
        public Comparison {
            across = Set.copyOf(across);
        }
    }
}
