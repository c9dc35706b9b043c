package org.whisperbench.backend.onnx;

import java.util.Locale;
import org.whisperbench.api.TranscribeOptions;

/**
 * The language that a user asked for, in lower case.
 *
 * @param whole such as {@code en-us}
 */
record LanguageTag(String whole) {

    /** English. */
    static final String ENGLISH = "en";

    /**
     * Reads a wish.
     *
     * @param options what the user asked for
     * @return the language
     */
    static LanguageTag of(TranscribeOptions options) {
        return new LanguageTag(options.language().toLowerCase(Locale.ROOT));
    }

    /**
     * Returns whether the engine is to choose.
     *
     * @return whether nothing in particular is asked for
     */
    boolean isAuto() {
        return whole.equals(TranscribeOptions.AUTO);
    }

    /**
     * Returns the language without country or script.
     *
     * @return such as {@code en}
     */
    String primary() {
        return whole.split("[-_]", 2)[0];
    }
}
