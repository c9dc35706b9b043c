package org.whisperbench.platform.score;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * What is done to a text before its words are compared. A score means nothing without the {@link #id() name} of its
 * normalizer.
 */
public enum Normalizer {
    /** Leaves the text as it is: case, accents and punctuation count. */
    NONE("none") {
        @Override
        public String normalize(String text) {
            return text;
        }
    },
    /**
     * Whisper's normalizer for all languages, without removing diacritics and without splitting letters: lower case,
     * text in angle, square or round brackets deleted, compatibility composition (NFKC), marks, symbols and punctuation
     * replaced by spaces.
     *
     * <p>Source: {@code whisper/normalizers/basic.py} of openai/whisper at c0d2f62. The text may keep one space at each
     * edge, as there.
     */
    BASIC("basic") {
        @Override
        public String normalize(String text) {
            return BasicText.normalize(text);
        }
    };

    private final String id;

    Normalizer(String id) {
        this.id = id;
    }

    /**
     * Returns the normalizer of that name.
     *
     * @param id such as {@code basic}
     * @return the normalizer
     * @throws WhisperException if there is none ({@link ErrorKind#USER})
     */
    public static Normalizer parse(String id) {
        return Arrays.stream(values())
                .filter(normalizer -> normalizer.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER, "normalizer '" + id + "' is not known; use one of " + known()));
    }

    private static String known() {
        return Arrays.stream(values()).map(Normalizer::id).collect(Collectors.joining(", "));
    }

    /**
     * Returns the name that is printed and stored with every score.
     *
     * @return lower case, without spaces
     */
    public String id() {
        return id;
    }

    /**
     * Returns the text in the form that is compared.
     *
     * @param text any text
     * @return the normalized text, possibly empty
     */
    public abstract String normalize(String text);

    /**
     * Returns the words that are compared: the normalized text split at runs of Unicode white space, as Python's {@code
     * str.split()} does.
     *
     * @param text any text
     * @return unmodifiable, in order, none of them empty
     */
    public List<String> words(String text) {
        return Whitespace.split(normalize(text));
    }
}
