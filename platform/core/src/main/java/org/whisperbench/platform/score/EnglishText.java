package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps of the English normalizers.
 *
 * <p>Source: {@code EnglishTextNormalizer} in {@code whisper/normalizers/english.py} of openai/whisper at c0d2f62, and
 * its copy in {@code normalizer/normalizer.py} of huggingface/open_asr_leaderboard at d1e99b2.
 */
final class EnglishText {

    private static final String NUMBER_MARKS = ".$¢€£";

    private final RuleFile rules;
    private final Phrases fillers;
    private final Phrases phrases;
    private final SpellingTable spellings;

    EnglishText(RuleFile rules, SpellingTable spellings) {
        this.rules = rules;
        this.fillers = new Phrases(rules.fillers());
        this.phrases = new Phrases(rules.phrases());
        this.spellings = rules.adapt(spellings);
    }

    String normalize(String text) {
        String said = BasicText.withoutRoundBrackets(BasicText.withoutBrackets(LowerCase.of(text)));
        said = phrases.replaceIn(withoutSpaceBeforeApostrophe(fillers.replaceIn(said)));
        said = PlainLetters.of(withoutFullStops(withoutDigitCommas(said)));
        for (Compound compound : rules.compounds()) {
            said = compound.joinIn(said);
        }
        return Whitespace.collapse(withoutStrayMarks(respelled(EnglishNumbers.of(said))));
    }

    private String respelled(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Whitespace.split(text)) {
            String spelled = spellings.spell(word);
            words.add(rules.names().getOrDefault(spelled, spelled));
        }
        return String.join(" ", rules.acronyms() ? Acronyms.joined(words) : words);
    }

    /** {@code \s+'} becomes {@code '}. */
    private static String withoutSpaceBeforeApostrophe(String text) {
        if (text.indexOf('\'') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\'') {
                while (!kept.isEmpty() && Whitespace.is(kept.charAt(kept.length() - 1))) {
                    kept.setLength(kept.length() - 1);
                }
            }
            kept.append(text.charAt(i));
        }
        return kept.toString();
    }

    /** {@code (\d),(\d)} becomes {@code \1\2}; a digit that was matched does not begin the next match. */
    private static String withoutDigitCommas(String text) {
        if (text.indexOf(',') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        int free = 0;
        for (int i = 0; i < text.length(); i++) {
            boolean between = text.charAt(i) == ',' && digitBefore(text, i, free) && digitAt(text, i + 1);
            if (between) {
                int c = text.codePointAt(i + 1);
                kept.appendCodePoint(c);
                i += Character.charCount(c);
                free = i + 1;
            } else {
                kept.append(text.charAt(i));
            }
        }
        return kept.toString();
    }

    private static boolean digitBefore(String text, int index, int free) {
        return index > free && Character.isDigit(text.codePointBefore(index));
    }

    private static boolean digitAt(String text, int index) {
        return index < text.length() && Character.isDigit(text.codePointAt(index));
    }

    /** {@code \.([^0-9]|$)} becomes a space and what follows. */
    private static String withoutFullStops(String text) {
        if (text.indexOf('.') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.') {
                kept.append(c);
            } else if (i + 1 == text.length()) {
                kept.append(' ');
            } else if (Ascii.isDigit(text.charAt(i + 1))) {
                kept.append('.');
            } else {
                kept.append(' ').append(text.charAt(++i));
            }
        }
        return kept.toString();
    }

    private static boolean hasMark(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || NUMBER_MARKS.indexOf(c) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** {@code [.$¢€£]([^0-9])} becomes a space and what follows, then {@code ([^0-9])%} what is before and a space. */
    private static String withoutStrayMarks(String text) {
        if (!hasMark(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean stray = NUMBER_MARKS.indexOf(text.charAt(i)) >= 0
                    && i + 1 < text.length()
                    && !Ascii.isDigit(text.charAt(i + 1));
            kept.append(stray ? ' ' : text.charAt(i));
            if (stray) {
                kept.append(text.charAt(++i));
            }
        }
        for (int i = 1; i < kept.length(); i++) {
            if (kept.charAt(i) == '%' && !Ascii.isDigit(kept.charAt(i - 1))) {
                kept.setCharAt(i++, ' ');
            }
        }
        return kept.toString();
    }
}
