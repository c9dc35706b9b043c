package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of the English normalizers.
 *
 * <p>Source: {@code EnglishTextNormalizer} in {@code whisper/normalizers/english.py} of openai/whisper at c0d2f62, and
 * its copy in {@code normalizer/normalizer.py} of huggingface/open_asr_leaderboard at d1e99b2.
 */
final class EnglishText {

    private final RuleFile rules;
    private final Phrases fillers;
    private final Phrases phrases;
    private final Compounds compounds;
    private final Map<String, String> names;
    private final SpellingTable spellings;

    EnglishText(RuleFile rules, SpellingTable spellings) {
        this.rules = rules;
        this.fillers = new Phrases(rules.fillers());
        this.phrases = new Phrases(rules.phrases());
        this.compounds = new Compounds(rules.compounds());
        this.names = new HashMap<>(rules.names());
        this.spellings = rules.adapt(spellings);
    }

    String normalize(String text) {
        String said = BasicText.withoutRoundBrackets(BasicText.withoutBrackets(LowerCase.of(text)));
        said = phrases.replaceIn(withoutSpaceBeforeApostrophe(fillers.replaceIn(said)));
        said = PlainLetters.of(withoutFullStops(withoutDigitCommas(said)));
        return Whitespace.collapse(withoutStrayMarks(respelled(EnglishNumbers.of(compounds.joinIn(said)))));
    }

    private String respelled(String text) {
        List<String> words = new ArrayList<>();
        for (String word : Whitespace.split(text)) {
            String spelled = spellings.spell(word);
            words.add(names.getOrDefault(spelled, spelled));
        }
        return String.join(" ", rules.acronyms() ? Acronyms.joined(words) : words);
    }

    /** {@code \s+'} becomes {@code '}. */
    private static String withoutSpaceBeforeApostrophe(String text) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (int i = text.indexOf('\''); i >= 0; i = text.indexOf('\'', i + 1)) {
            int end = i;
            while (end > from && Whitespace.is(text.charAt(end - 1))) {
                end--;
            }
            if (end < i) {
                kept.append(text, from, end);
                from = i;
            }
        }
        return from == 0 ? text : kept.append(text, from, text.length()).toString();
    }

    /** {@code (\d),(\d)} becomes {@code \1\2}; a digit that was matched does not begin the next match. */
    private static String withoutDigitCommas(String text) {
        if (text.indexOf(',') < 0) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int from = 0;
        int free = 0;
        for (int i = text.indexOf(','); i >= 0; i = text.indexOf(',', i + 1)) {
            if (digitBefore(text, i, free) && digitAt(text, i + 1)) {
                kept.append(text, from, i);
                from = i + 1;
                free = from + Character.charCount(text.codePointAt(from));
            }
        }
        return from == 0 ? text : kept.append(text, from, text.length()).toString();
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
        StringBuilder kept = new StringBuilder(text);
        int i = text.indexOf('.');
        while (i >= 0) {
            boolean beforeDigit = i + 1 < text.length() && Ascii.isDigit(text.charAt(i + 1));
            if (!beforeDigit) {
                kept.setCharAt(i, ' ');
            }
            // What follows is part of what was matched, unless it is a digit.
            i = text.indexOf('.', beforeDigit ? i + 1 : i + 2);
        }
        return kept.toString();
    }

    private static boolean isNumberMark(char c) {
        return c == '.' || c == '$' || c == '¢' || c == '€' || c == '£';
    }

    private static boolean hasMark(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || isNumberMark(c)) {
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
            boolean stray = isNumberMark(text.charAt(i)) && i + 1 < text.length() && !Ascii.isDigit(text.charAt(i + 1));
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
