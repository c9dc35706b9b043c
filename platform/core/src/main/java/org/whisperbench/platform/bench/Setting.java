package org.whisperbench.platform.bench;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of options as different engines write them. */
final class Setting {

    private static final String NUMBER = "[+-]?\\d{1,20}(\\.\\d{0,20})?([eE][+-]?\\d{1,2})?";

    private Setting() {}

    /** Whether both say the same: numbers, alone or in a list, whatever their digits, and words whatever their case. */
    static boolean same(String one, String other) {
        return one.equals(other) || canonical(one).equals(canonical(other));
    }

    private static String canonical(String value) {
        String bare = value.strip().replaceAll("^[\\[(](.*)[\\])]$", "$1");
        return Arrays.stream(bare.split(",", -1)).map(Setting::element).collect(Collectors.joining(","));
    }

    private static String element(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return word.matches(NUMBER) ? new BigDecimal(word).stripTrailingZeros().toPlainString() : word;
    }
}
