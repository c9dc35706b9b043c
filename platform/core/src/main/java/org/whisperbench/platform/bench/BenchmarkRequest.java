package org.whisperbench.platform.bench;

import java.util.List;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.score.Normalizer;

/**
 * What to measure, and how.
 *
 * @param models the models, at least one
 * @param corpus the speech
 * @param runs measured passes over the whole speech, at least 1
 * @param warmups passes before them that are not measured, at least 0
 * @param load how to load
 * @param options how to transcribe
 * @param normalizer applied to reference and transcript before words are compared
 */
public record BenchmarkRequest(
        List<CatalogModel> models,
        Corpus corpus,
        int runs,
        int warmups,
        LoadOptions load,
        TranscribeOptions options,
        Normalizer normalizer) {

    /** Validates the numbers and copies the list. */
    public BenchmarkRequest {
        models = List.copyOf(models);
        if (models.isEmpty() || runs < 1 || warmups < 0) {
            throw new IllegalArgumentException(
                    "%d models, %d runs, %d warm-ups".formatted(models.size(), runs, warmups));
        }
    }
}
