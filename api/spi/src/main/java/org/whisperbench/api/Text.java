package org.whisperbench.api;

import java.util.Locale;

/** Validation of the text and numbers in the records here. */
final class Text {

    private Text() {}

    static void require(boolean condition, String message, Object... arguments) {
        if (!condition) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, arguments));
        }
    }

    static void requireText(String value, String what) {
        require(!value.isBlank(), "%s is blank", what);
    }
}
