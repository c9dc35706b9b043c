package org.whisperbench.platform.score;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * What is done to a text before its words are compared. A score means nothing without the {@link #rules() rules} of its
 * normalizer.
 *
 * <p>Every normalizer takes time proportional to the text; only a single number of thousands of words takes more.
 */
public final class Normalizer {

    /** Leaves the text as it is: case, accents and punctuation count. */
    public static final Normalizer NONE = of("none", UnaryOperator.identity());

    /**
     * Whisper's normalizer for all languages, without removing diacritics and without splitting letters: lower case,
     * text in angle, square or round brackets deleted, compatibility composition (NFKC), marks, symbols and punctuation
     * replaced by spaces.
     *
     * <p>Source: {@code whisper/normalizers/basic.py} of openai/whisper at c0d2f62. The text may keep one space at each
     * edge, as there.
     */
    public static final Normalizer BASIC = of("basic", BasicText::normalize);

    /**
     * Whisper's normalizer for English, without a {@link #with table of spellings}: fillers deleted, contractions and
     * titles written out, numbers in digits, diacritics removed.
     *
     * <p>Source: {@code whisper/normalizers/english.py} of openai/whisper at c0d2f62; the class
     * {@code EnglishTextNormalizer} of transformers does the same.
     */
    public static final Normalizer WHISPER_EN = english("whisper-en", SpellingTable.EMPTY);

    /**
     * The Open ASR Leaderboard's normalizer for English as of August 2026: {@link #WHISPER_EN} with more fillers, one
     * spelling for variants of names, some compounds and acronyms. Made for its table of spellings, see {@link #with}.
     *
     * <p>Source: {@code normalizer/normalizer.py} of huggingface/open_asr_leaderboard at d1e99b2.
     */
    public static final Normalizer LEADERBOARD_EN = english("leaderboard-en", SpellingTable.EMPTY);

    private static final List<Normalizer> ALL = List.of(NONE, BASIC, WHISPER_EN, LEADERBOARD_EN);

    private final Rules rules;
    private final UnaryOperator<String> steps;

    private Normalizer(Rules rules, UnaryOperator<String> steps) {
        this.rules = rules;
        this.steps = steps;
    }

    private static Normalizer of(String id, UnaryOperator<String> steps) {
        byte[] content = RuleFile.of(id).content().getBytes(StandardCharsets.UTF_8);
        return new Normalizer(new Rules(id, Sha256.of(content), "", 0), steps);
    }

    private static Normalizer english(String id, SpellingTable table) {
        RuleFile file = RuleFile.of(id);
        Rules rules =
                new Rules(id, Sha256.of(file.content().getBytes(StandardCharsets.UTF_8)), table.digest(), table.size());
        return new Normalizer(rules, new EnglishText(file, table)::normalize);
    }

    /**
     * Returns all normalizers, those for English without a table of spellings.
     *
     * @return unmodifiable, the gentlest first
     */
    public static List<Normalizer> all() {
        return ALL;
    }

    /**
     * Returns the normalizer of that name.
     *
     * @param id such as {@code basic}
     * @return the normalizer, for English without a table of spellings
     * @throws WhisperException if there is none ({@link ErrorKind#USER})
     */
    public static Normalizer parse(String id) {
        return ALL.stream()
                .filter(normalizer -> normalizer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new WhisperException(
                        ErrorKind.USER, "normalizer '" + id + "' is not known; use one of " + known()));
    }

    private static String known() {
        return ALL.stream().map(Normalizer::id).collect(Collectors.joining(", "));
    }

    /**
     * Returns this normalizer with a table of spellings.
     *
     * @param table the table; an empty one changes nothing
     * @return a normalizer of the same {@link #id()}, told apart by its {@link #rules()}
     * @throws WhisperException if this normalizer has no step that could use a table ({@link ErrorKind#USER})
     */
    public Normalizer with(SpellingTable table) {
        if (!usesSpellings()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "normalizer '%s' uses no table of spellings; use whisper-en or leaderboard-en".formatted(id()));
        }
        return english(id(), table);
    }

    /**
     * Returns whether a table of spellings is part of these rules.
     *
     * @return true for those for English
     */
    public boolean usesSpellings() {
        return id().endsWith("-en");
    }

    /**
     * Returns the name that is printed and stored with every score.
     *
     * @return lower case, without spaces
     */
    public String id() {
        return rules.id();
    }

    /**
     * Returns what tells these rules from all others; equal rules give equal texts.
     *
     * @return to be stored with every score
     */
    public Rules rules() {
        return rules;
    }

    /**
     * Returns the text in the form that is compared.
     *
     * @param text any text
     * @return the normalized text, possibly empty
     */
    public String normalize(String text) {
        return steps.apply(text);
    }

    /**
     * Returns the words that are compared: the normalized text split at runs of Unicode white space, as Python's
     * {@code str.split()} does.
     *
     * @param text any text
     * @return unmodifiable, in order, none of them empty
     */
    public List<String> words(String text) {
        return Whitespace.split(normalize(text));
    }

    @Override
    public String toString() {
        return rules.toString();
    }

    /**
     * Which rules were applied.
     *
     * @param id name of the normalizer
     * @param sha256 of its list of steps and words, 64 lower-case hexadecimal digits
     * @param spellingsSha256 of the {@link SpellingTable#sha256() table of spellings}; empty without one
     * @param spellings how many words the table respells
     */
    public record Rules(String id, String sha256, String spellingsSha256, int spellings) {

        private static final int SHORT = 8;

        /**
         * Returns the rules for people.
         *
         * @return such as {@code whisper-en (rules 1a2b3c4d, no table of spellings)}
         */
        @Override
        public String toString() {
            String table = spellingsSha256.isEmpty()
                    ? "no table of spellings"
                    : "%d spellings %s".formatted(spellings, spellingsSha256.substring(0, SHORT));
            String rules = "%s (rules %s".formatted(id, sha256.substring(0, SHORT));
            return rules + (id.endsWith("-en") ? ", " + table : "") + ")";
        }
    }
}
