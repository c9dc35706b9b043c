package org.whisperbench.platform.score;

/**
 * Which normalizer a text gets: the language decides, so that rules made for English never touch another language.
 *
 * @param id {@code auto}, or the name of a normalizer
 * @param spellings table for the rules that end in {@code -en}; an empty one changes nothing
 */
public record TextRules(String id, SpellingTable spellings) {

    /** The name of the choice that follows the language: {@code whisper-en} for English, else {@code basic}. */
    public static final String AUTO = "auto";

    /** The choice that follows the language. */
    public static final TextRules BY_LANGUAGE = new TextRules(AUTO, SpellingTable.EMPTY);

    private static final String UNKNOWN = "unknown";

    /**
     * Checks the name.
     *
     * @throws org.whisperbench.api.WhisperException if there is no such normalizer, or it uses no table of spellings
     */
    public TextRules {
        if (!id.equals(AUTO)) {
            Normalizer named = Normalizer.parse(id);
            if (spellings.size() > 0) {
                named.with(spellings);
            }
        }
    }

    /**
     * Returns the normalizer for a text.
     *
     * @param language BCP 47 tag, a code of three letters, an English name, or {@code unknown}; then rules for English apply only if they are named
     * @return the normalizer
     */
    public Normalizer of(String language) {
        boolean english = LanguageTag.primary(language).equals("en");
        if (id.equals(AUTO)) {
            return english ? withSpellings(Normalizer.WHISPER_EN) : Normalizer.BASIC;
        }
        Normalizer named = Normalizer.parse(id);
        if (!named.usesSpellings()) {
            return named;
        }
        return english || language.equals(UNKNOWN) ? withSpellings(named) : Normalizer.BASIC;
    }

    private Normalizer withSpellings(Normalizer rules) {
        return spellings.size() == 0 ? rules : rules.with(spellings);
    }
}
