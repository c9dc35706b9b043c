package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads words from left to right and writes spelled-out numbers in digits; all other words stay as they are.
 *
 * <p>Numbers are kept in digits, whatever their size; each word of a number takes time proportional to its digits.
 *
 * <p>Source: {@code EnglishNumberNormalizer.process_words} in {@code whisper/normalizers/english.py} of openai/whisper
 * at c0d2f62, whose quirks are kept.
 */
final class NumberReader {

    private static final String BEFORE_DIGITS = "£€$¢";

    private final List<String> words;
    private final List<String> written = new ArrayList<>();
    private String prefix = "";
    private NumberValue value = NumberValue.NONE;
    private int next;

    private NumberReader(List<String> words) {
        this.words = words;
    }

    static String read(List<String> words) {
        NumberReader reader = new NumberReader(words);
        while (reader.next < words.size()) {
            reader.step(words.get(reader.next++));
        }
        reader.writeValue();
        return String.join(" ", reader.written);
    }

    private void step(String word) {
        char begin = word.charAt(0);
        if (begin < 'a' || begin > 'z') {
            int marks = BEFORE_DIGITS.indexOf(begin) < 0 ? 0 : 1;
            if (isNumeric(word, marks)) {
                arabic(word, marks);
                return;
            }
        }
        Optional<NumberWord> known = NumberWord.of(word);
        if (known.isPresent()) {
            step(word, known.get());
        } else {
            writeBoth(word);
        }
    }

    private void step(String word, NumberWord known) {
        switch (known.kind()) {
            case ZERO -> value = value.followedBy("0");
            case ONE, TEN -> value = combined(known);
            case ONE_SUFFIXED, TEN_SUFFIXED -> write(combined(known).digits() + known.suffix());
            case MULTIPLIER -> multiply(known);
            case MULTIPLIER_SUFFIXED -> multiplySuffixed(known);
            case SIGN -> sign(word, known);
            case CURRENCY -> currency(word, known);
            case PER, PERCENT -> percent(word, known);
            case AND, REPEAT, POINT -> special(word, known);
        }
    }

    private void arabic(String word, int marks) {
        if (value.isOpen()) {
            value = value.spelled(word);
            return;
        }
        writeValue();
        if (marks > 0) {
            prefix = word.substring(0, marks);
        }
        value = NumberValue.written(word.substring(marks));
    }

    /** One to nineteen or a multiple of ten behind what was read: added, in place of a zero, or as more digits. */
    private NumberValue combined(NumberWord known) {
        String digits = known.digits();
        boolean ones = known.kind() == NumberWord.Kind.ONE || known.kind() == NumberWord.Kind.ONE_SUFFIXED;
        if (value.isNone()) {
            return NumberValue.wholeOf(digits);
        }
        if (ones && (!value.whole() || NumberWord.is(previous(), NumberWord.Kind.ONE))) {
            boolean unit = digits.length() == 1 && NumberWord.is(previous(), NumberWord.Kind.TEN);
            return unit ? value.endingWith(digits) : value.spelled(digits);
        }
        return value.whole() && value.hasRoomFor(digits) ? value.plus(digits) : value.spelled(digits);
    }

    private void multiply(NumberWord known) {
        int power = Integer.parseInt(known.digits());
        if (value.isNone()) {
            value = powerOfTen(power);
        } else if (value.whole()) {
            value = value.timesTen(power);
        } else {
            NumberValue product = value.scaledByTen(power);
            if (product.isNone()) {
                writeValue();
            }
            value = product.isNone() ? powerOfTen(power) : product;
        }
    }

    private void multiplySuffixed(NumberWord known) {
        multiply(known);
        write(value.digits() + known.suffix());
    }

    private static NumberValue powerOfTen(int power) {
        return NumberValue.wholeOf("1" + "0".repeat(power));
    }

    private void sign(String word, NumberWord known) {
        writeValue();
        if (numberFollows()) {
            prefix = known.digits();
        } else {
            write(word);
        }
    }

    private void currency(String word, NumberWord known) {
        if (value.isNone()) {
            write(word);
        } else {
            prefix = known.digits();
            writeValue();
        }
    }

    private void percent(String word, NumberWord known) {
        boolean separate = known.kind() == NumberWord.Kind.PER;
        if (value.isNone() || (separate && !following().equals("cent"))) {
            writeBoth(word);
            return;
        }
        write(value.digits() + known.digits());
        if (separate) {
            next++;
        }
    }

    private void special(String word, NumberWord known) {
        if (!numberFollows()) {
            writeBoth(word);
        } else if (known.kind() == NumberWord.Kind.AND) {
            if (!NumberWord.is(previous(), NumberWord.Kind.MULTIPLIER)) {
                writeBoth(word);
            }
        } else if (known.kind() == NumberWord.Kind.REPEAT) {
            repeat(word, known);
        } else if (NumberWord.isDecimal(following()) || isNumeric(following(), 0)) {
            value = value.followedBy(".");
        }
    }

    private void repeat(String word, NumberWord known) {
        boolean digit =
                NumberWord.is(following(), NumberWord.Kind.ONE) || NumberWord.is(following(), NumberWord.Kind.ZERO);
        if (digit) {
            String digits = NumberWord.of(following()).map(NumberWord::digits).orElse("");
            value = value.followedBy(digits.repeat(Integer.parseInt(known.digits())));
            next++;
        } else {
            writeBoth(word);
        }
    }

    private void writeBoth(String word) {
        writeValue();
        write(word);
    }

    private void writeValue() {
        if (!value.isNone()) {
            write(value.digits());
        }
    }

    private void write(String text) {
        written.add(prefix.isEmpty() ? text : prefix + text);
        prefix = "";
        value = NumberValue.NONE;
    }

    private boolean numberFollows() {
        return NumberWord.of(following()).isPresent() || isNumeric(following(), 0);
    }

    /** The word before the one that is being read, also where a word was skipped. */
    private String previous() {
        return next < 2 ? "" : words.get(next - 2);
    }

    private String following() {
        return next < words.size() ? words.get(next) : "";
    }

    /** Whether all from there on is decimal digits, perhaps with a dot between some of them. */
    private static boolean isNumeric(String word, int from) {
        int end = digitsEnd(word, from);
        if (end == from || end == word.length()) {
            return end > from;
        }
        int fraction = end + 1;
        return word.charAt(end) == '.' && fraction < word.length() && digitsEnd(word, fraction) == word.length();
    }

    private static int digitsEnd(String word, int from) {
        int i = from;
        while (i < word.length() && Character.isDigit(word.codePointAt(i))) {
            i += Character.charCount(word.codePointAt(i));
        }
        return i;
    }
}
