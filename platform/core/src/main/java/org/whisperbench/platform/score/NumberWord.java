package org.whisperbench.platform.score;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A word that has to do with numbers.
 *
 * @param kind what it does
 * @param digits the number, for a multiplier its power of ten, for the others what is written for it
 * @param suffix what follows the digits of a plural or ordinal; empty for the others
 */
record NumberWord(Kind kind, String digits, String suffix) {

    /** What a word does to the number that is being read. */
    enum Kind {
        ZERO,
        ONE,
        ONE_SUFFIXED,
        TEN,
        TEN_SUFFIXED,
        MULTIPLIER,
        MULTIPLIER_SUFFIXED,
        SIGN,
        CURRENCY,
        PER,
        PERCENT,
        AND,
        REPEAT,
        POINT;

        boolean isDecimal() {
            return this == ZERO || this == ONE || this == TEN;
        }
    }

    private static final String ONES =
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                    + " fifteen sixteen seventeen eighteen nineteen";
    private static final String TENS = "twenty thirty forty fifty sixty seventy eighty ninety";
    private static final String ILLIONS =
            "thousand million billion trillion quadrillion quintillion sextillion septillion octillion nonillion decillion";
    private static final Map<String, NumberWord> WORDS = words();

    static Optional<NumberWord> of(String word) {
        return Optional.ofNullable(WORDS.get(word));
    }

    static boolean is(String word, Kind kind) {
        NumberWord known = WORDS.get(word);
        return known != null && known.kind == kind;
    }

    static boolean isDecimal(String word) {
        NumberWord known = WORDS.get(word);
        return known != null && known.kind.isDecimal();
    }

    private static Map<String, NumberWord> words() {
        Map<String, NumberWord> words = new HashMap<>();
        put(words, Kind.ZERO, "0", "", "o oh zero");
        addOnes(words);
        addTens(words);
        addMultiplier(words, "hundred", 2);
        String[] illions = ILLIONS.split(" ", -1);
        for (int i = 0; i < illions.length; i++) {
            addMultiplier(words, illions[i], 3 * (i + 1));
        }
        put(words, Kind.SIGN, "-", "", "minus negative");
        put(words, Kind.SIGN, "+", "", "plus positive");
        put(words, Kind.CURRENCY, "£", "", "pound pounds");
        put(words, Kind.CURRENCY, "€", "", "euro euros");
        put(words, Kind.CURRENCY, "$", "", "dollar dollars");
        put(words, Kind.CURRENCY, "¢", "", "cent cents");
        put(words, Kind.PER, "%", "", "per");
        put(words, Kind.PERCENT, "%", "", "percent");
        put(words, Kind.AND, "", "", "and");
        put(words, Kind.REPEAT, "2", "", "double");
        put(words, Kind.REPEAT, "3", "", "triple");
        put(words, Kind.POINT, ".", "", "point");
        return Collections.unmodifiableMap(words);
    }

    private static void put(Map<String, NumberWord> words, Kind kind, String digits, String suffix, String names) {
        for (String name : names.split(" ", -1)) {
            words.put(name, new NumberWord(kind, digits, suffix));
        }
    }

    private static void addOnes(Map<String, NumberWord> words) {
        String[] ones = ONES.split(" ", -1);
        for (int i = 0; i < ones.length; i++) {
            String digits = Integer.toString(i + 1);
            put(words, Kind.ONE, digits, "", ones[i]);
            put(words, Kind.ONE_SUFFIXED, digits, "s", ones[i].equals("six") ? "sixes" : ones[i] + "s");
            put(words, Kind.ONE_SUFFIXED, digits, "th", ones[i] + (ones[i].endsWith("t") ? "h" : "th"));
        }
        List.of("oneth", "twoth", "threeth", "fiveth", "twelveth").forEach(words::remove);
        put(words, Kind.ONE_SUFFIXED, "0", "th", "zeroth");
        put(words, Kind.ONE_SUFFIXED, "1", "st", "first");
        put(words, Kind.ONE_SUFFIXED, "2", "nd", "second");
        put(words, Kind.ONE_SUFFIXED, "3", "rd", "third");
        put(words, Kind.ONE_SUFFIXED, "5", "th", "fifth");
        put(words, Kind.ONE_SUFFIXED, "12", "th", "twelfth");
    }

    private static void addTens(Map<String, NumberWord> words) {
        String[] tens = TENS.split(" ", -1);
        for (int i = 0; i < tens.length; i++) {
            String digits = Integer.toString(10 * (i + 2));
            put(words, Kind.TEN, digits, "", tens[i]);
            put(words, Kind.TEN_SUFFIXED, digits, "s", tens[i].replace("y", "ies"));
            put(words, Kind.TEN_SUFFIXED, digits, "th", tens[i].replace("y", "ieth"));
        }
    }

    private static void addMultiplier(Map<String, NumberWord> words, String name, int power) {
        String digits = Integer.toString(power);
        put(words, Kind.MULTIPLIER, digits, "", name);
        put(words, Kind.MULTIPLIER_SUFFIXED, digits, "s", name + "s");
        put(words, Kind.MULTIPLIER_SUFFIXED, digits, "th", name + "th");
    }
}
