package org.whisperbench.platform.score;

/**
 * What has been read of a number: nothing, a whole number, or digits and dots as they were said, which keep leading
 * zeros.
 *
 * @param digits for a whole number in ASCII and without leading zeros; empty for nothing
 * @param whole whether it is a whole number
 */
record NumberValue(String digits, boolean whole) {

    static final NumberValue NONE = new NumberValue("", false);

    private static final int THOUSANDS = 3;

    /** A whole number of the given digits, of any script. */
    static NumberValue wholeOf(String digits) {
        String ascii = ascii(digits);
        int first = 0;
        while (first < ascii.length() - 1 && ascii.charAt(first) == '0') {
            first++;
        }
        return new NumberValue(ascii.substring(first), true);
    }

    /** The number that digits with at most one dot inside stand for: whole if nothing but zeros is behind the dot. */
    static NumberValue written(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return wholeOf(text);
        }
        boolean zeros = ascii(text.substring(dot + 1)).chars().allMatch(c -> c == '0');
        return zeros ? wholeOf(text.substring(0, dot)) : new NumberValue(text, false);
    }

    boolean isNone() {
        return digits.isEmpty();
    }

    /** Whether it ends with a dot that digits may follow. */
    boolean isOpen() {
        return !whole && digits.endsWith(".");
    }

    /** These characters behind it; as in the original, a whole zero is the same as nothing. */
    NumberValue followedBy(String more) {
        boolean zero = whole && digits.equals("0");
        return new NumberValue((zero ? "" : digits) + more, false);
    }

    /** These digits behind it. */
    NumberValue spelled(String more) {
        return new NumberValue(digits + more, false);
    }

    /** The digit in place of the last one. */
    NumberValue endingWith(String digit) {
        return new NumberValue(digits.substring(0, digits.length() - 1) + digit, false);
    }

    /** Whether it ends with as many zeros as the addend has digits, so that adding is writing over them. */
    boolean hasRoomFor(String addend) {
        return digits.equals("0") || digits.endsWith("0".repeat(addend.length()));
    }

    /** The sum, where there {@link #hasRoomFor(String) is room}. */
    NumberValue plus(String addend) {
        int kept = Math.max(0, digits.length() - addend.length());
        return new NumberValue(digits.equals("0") ? addend : digits.substring(0, kept) + addend, true);
    }

    /**
     * Multiplies the last three digits of a whole number by a power of ten: "two thousand five" times hundred is
     * 2 000 + 5 x 100.
     */
    NumberValue timesTen(int power) {
        int split = Math.max(0, digits.length() - THOUSANDS);
        String thousands = split == 0 ? "0" : digits.substring(0, split) + "000";
        return wholeOf(sum(thousands, digits.substring(split) + "0".repeat(power)));
    }

    /** The product of digits and dots with a power of ten if they are a number and it is whole, else nothing. */
    NumberValue scaledByTen(int power) {
        int dot = digits.indexOf('.');
        if (dot != digits.lastIndexOf('.') || digits.equals(".")) {
            return NONE;
        }
        String ascii = ascii(digits);
        String before = dot < 0 ? ascii : ascii.substring(0, ascii.indexOf('.'));
        String after = dot < 0 ? "" : ascii.substring(before.length() + 1);
        int significant = after.length();
        while (significant > 0 && after.charAt(significant - 1) == '0') {
            significant--;
        }
        return significant > power
                ? NONE
                : wholeOf(before + after.substring(0, significant) + "0".repeat(power - significant));
    }

    private static String sum(String one, String other) {
        int length = Math.max(one.length(), other.length());
        char[] sum = new char[length + 1];
        int carry = 0;
        for (int i = 1; i <= length; i++) {
            int digit = digit(one, i) + digit(other, i) + carry;
            sum[length + 1 - i] = (char) ('0' + digit % 10);
            carry = digit / 10;
        }
        sum[0] = (char) ('0' + carry);
        return new String(sum);
    }

    private static int digit(String digits, int fromEnd) {
        return fromEnd > digits.length() ? 0 : digits.charAt(digits.length() - fromEnd) - '0';
    }

    private static String ascii(String digits) {
        if (digits.chars().allMatch(c -> c < 0x80)) {
            return digits;
        }
        StringBuilder ascii = new StringBuilder(digits.length());
        digits.codePoints().forEach(c -> ascii.append(c == '.' ? "." : Character.digit(c, 10)));
        return ascii.toString();
    }
}
