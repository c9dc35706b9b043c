package org.whisperbench.platform.check;

import java.util.List;

/**
 * The models that backends know and what is on disk of them.
 *
 * @param models one for each model
 */
public record ModelsReport(List<Entry> models) {

    /** Copies the list. */
    public ModelsReport {
        models = List.copyOf(models);
    }

    /**
     * One model.
     *
     * @param model {@code backend/model}
     * @param backend {@code id@version}
     * @param precision number format of the weights
     * @param languages BCP 47 tags; empty if multilingual
     * @param source where its files come from
     * @param hash {@code published} where a hash of each file was read in a source that the backend names, {@code some} where
     *     of a few only, else {@code unverified}
     * @param status state on disk by the lengths of its files
     * @param explanation where it is, or what is wrong
     * @param note what a user must know before trusting it, or an empty text
     */
    @SuppressWarnings("checkstyle:RecordComponentNumber") // one column each: nesting would only change the document
    public record Entry(
            String model,
            String backend,
            String precision,
            List<String> languages,
            String source,
            String hash,
            ModelStatus status,
            String explanation,
            String note) {

        /** Copies the list. */
        public Entry {
            languages = List.copyOf(languages);
        }
    }
}
