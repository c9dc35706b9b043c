package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spelled-out English numbers in digits, with sums of money, percentages, signs, plurals and ordinals.
 *
 * <p>Source: {@code EnglishNumberNormalizer} in {@code whisper/normalizers/english.py} of openai/whisper at c0d2f62.
 * The edges of words are written out, because {@code \b} means something else in each release of Java, and none is
 * looked for behind, because that sees half of a character beyond U+FFFF.
 */
final class EnglishNumbers {

    private static final String ENDS = "(?![" + WordCharacters.CLASS + "])";
    private static final String SPACES = "[" + Whitespace.CLASS + "]++";
    private static final Pattern AND_A_HALF = Pattern.compile("and" + SPACES + "a" + SPACES + "half" + ENDS);
    private static final Pattern MONEY_AND_CENTS = Pattern.compile("([€£$])([0-9]+) (?:and )?¢([0-9]{1,2})" + ENDS);
    private static final Pattern CENTS_ONLY = Pattern.compile("[€£$]0.([0-9]{1,2})" + ENDS);
    private static final List<String> SUFFIXES = List.of("st", "nd", "rd", "th", "s");
    private static final Phrase ONES = Phrase.parse("|1s|", "ones");
    private static final Phrase ONE = Phrase.parse("|1|", "one");

    private EnglishNumbers() {}

    static String of(String text) {
        String halves = text.contains("half") ? withHalves(text) : text;
        String apart = withoutSpaceBeforeSuffix(lettersApart(halves));
        return readable(NumberReader.read(Whitespace.split(apart)));
    }

    /** Writes "point five" for "and a half" behind a number. */
    private static String withHalves(String text) {
        List<String> parts = new ArrayList<>();
        Matcher half = AND_A_HALF.matcher(text);
        int from = 0;
        while (half.find()) {
            if (WordCharacters.before(text, half.start())) {
                continue;
            }
            String segment = text.substring(from, half.start());
            from = half.end();
            if (!Whitespace.isBlank(segment)) {
                parts.add(segment);
                parts.add(endsWithNumber(segment) ? "point five" : "and a half");
            }
        }
        parts.add(text.substring(from));
        return String.join(" ", parts);
    }

    private static boolean endsWithNumber(String segment) {
        String last = Whitespace.lastWord(segment);
        return NumberWord.isDecimal(last) || NumberWord.is(last, NumberWord.Kind.MULTIPLIER);
    }

    /** Puts a space between a letter and a digit of ASCII, in either order. */
    private static String lettersApart(String text) {
        StringBuilder apart = new StringBuilder();
        int from = 0;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            char before = text.charAt(i - 1);
            if ((isLetter(before) && Ascii.isDigit(c)) || (Ascii.isDigit(before) && isLetter(c))) {
                apart.append(text, from, i).append(' ');
                from = i;
            }
        }
        return from == 0 ? text : apart.append(text, from, text.length()).toString();
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    /** Deletes what {@code (?<=[0-9])\s+(?=(st|nd|rd|th|s)\b)} matches: white space between a digit and a suffix. */
    private static String withoutSpaceBeforeSuffix(String text) {
        StringBuilder joined = new StringBuilder();
        int from = 0;
        for (int i = 1; i < text.length(); i++) {
            if (Ascii.isDigit(text.charAt(i - 1)) && Whitespace.is(text.charAt(i))) {
                int next = i + 1;
                while (next < text.length() && Whitespace.is(text.charAt(next))) {
                    next++;
                }
                if (suffixAt(text, next)) {
                    joined.append(text, from, i);
                    from = next;
                }
                i = next;
            }
        }
        return from == 0 ? text : joined.append(text, from, text.length()).toString();
    }

    private static boolean suffixAt(String text, int start) {
        return SUFFIXES.stream()
                .anyMatch(
                        suffix -> text.startsWith(suffix, start) && !WordCharacters.at(text, start + suffix.length()));
    }

    /** "$2 and ¢7" becomes "$2.07", "$0.36" becomes "¢36", "1" becomes "one". */
    private static String readable(String text) {
        String money = text;
        if (money.indexOf('¢') >= 0) {
            money = MONEY_AND_CENTS.matcher(money).replaceAll(EnglishNumbers::moneyAndCents);
        }
        if (money.contains("$0") || money.contains("€0") || money.contains("£0")) {
            money = CENTS_ONLY.matcher(money).replaceAll(cents -> "¢" + Integer.parseInt(cents.group(1)));
        }
        return ONE.replaceIn(ONES.replaceIn(money));
    }

    private static String moneyAndCents(MatchResult match) {
        String currency = match.group(1).equals("$") ? "\\$" : match.group(1);
        String cents = match.group(3);
        return currency + match.group(2) + "." + (cents.length() == 1 ? "0" : "") + cents;
    }
}
