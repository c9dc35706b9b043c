package org.whisperbench.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Options of decoding that several engines know, by the names that the command line and the results give them.
 *
 * <p>They travel in {@link TranscribeOptions#extra} under {@link #key}: an engine that does not know one refuses it by its
 * name, as it refuses every option that is not its own, and never ignores it.
 *
 * @since 1.1
 */
public enum DecodingOption {
    /**
     * Temperature at which tokens are drawn, from 0 on; several, separated by commas, are tried in turn until the text
     * passes the thresholds.
     */
    TEMPERATURE(Kind.NUMBERS),
    /** How many beams are searched, from 1 on; 1 is greedy. */
    BEAM_SIZE(Kind.COUNT),
    /** How many texts are drawn at a temperature above 0, of which the likeliest is kept, from 1 on. */
    BEST_OF(Kind.COUNT),
    /** How many times the number of beams must have ended before beam search does, above 0; 1 is usual. */
    PATIENCE(Kind.NUMBER),
    /** Exponent of the length by which a text's log-probability is divided where beams are compared; 1 is usual. */
    LENGTH_PENALTY(Kind.NUMBER),
    /** Text that the model is told before it hears: names, spelling, style. */
    PROMPT(Kind.TEXT),
    /** Whether a window's text is told to the model before the next window. */
    CONDITION_ON_PREVIOUS_TEXT(Kind.FLAG),
    /** Whether each word's times are wanted. */
    WORD_TIMESTAMPS(Kind.FLAG),
    /**
     * Compression ratio above which a text is taken for repetition and the next temperature is tried; what is compressed, the
     * text or its tokens, whose ratio is lower, is the engine's to say, see {@link Measure#COMPRESSION_RATIO}.
     */
    COMPRESSION_RATIO_THRESHOLD(Kind.NUMBER),
    /** Average log-probability below which a text is distrusted and the next temperature is tried. */
    LOG_PROBABILITY_THRESHOLD(Kind.NUMBER),
    /** Probability above which a window whose text is distrusted is taken for silence. */
    NO_SPEECH_THRESHOLD(Kind.NUMBER),
    /** How many windows are decoded together, from 1 on. */
    BATCH(Kind.COUNT),
    /** Whether a window that looks wrong is tried again at higher temperatures, where the engine itself chooses those. */
    FALLBACK(Kind.FLAG),
    /** Whether the engine itself leaves out what it takes for silence. */
    VAD(Kind.FLAG);

    private enum Kind {
        COUNT("a whole number from 1 to 1000"),
        NUMBER("a number"),
        NUMBERS("numbers from 0 on, separated by commas"),
        TEXT("a text"),
        FLAG("'true' or 'false'");

        private final String wanted;

        Kind(String wanted) {
            this.wanted = wanted;
        }
    }

    private static final int MOST = 1000;

    private final Kind kind;

    DecodingOption(Kind kind) {
        this.kind = kind;
    }

    /**
     * Returns the option's name.
     *
     * @return lower case words joined by hyphens, such as {@code beam-size}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns an option by its name.
     *
     * @param key such as {@code beam-size}
     * @return the option, or empty if it is none of these
     */
    public static Optional<DecodingOption> of(String key) {
        return List.of(values()).stream().filter(o -> o.key().equals(key)).findFirst();
    }

    /**
     * Checks a value.
     *
     * @param value what the user wrote
     * @return the value
     * @throws BackendException if it is no value of this option ({@link ErrorKind#USER})
     */
    public String check(String value) {
        boolean right = switch (kind) {
            case COUNT -> value.matches("[1-9][0-9]{0,3}") && Integer.parseInt(value) <= MOST;
            case NUMBER -> isNumber(value);
            case NUMBERS -> areTemperatures(value);
            case TEXT -> true;
            case FLAG -> value.equals("true") || value.equals("false");
        };
        if (!right) {
            throw new BackendException(
                    ErrorKind.USER, "'%s' is no value of '%s'; give %s".formatted(value, key(), kind.wanted));
        }
        return value;
    }

    private static boolean areTemperatures(String value) {
        return List.of(value.split(",", -1)).stream().allMatch(v -> isNumber(v) && Double.parseDouble(v) >= 0);
    }

    private static boolean isNumber(String value) {
        try {
            return Double.isFinite(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            // The question was whether it is one.
            return false;
        }
    }
}
