package org.whisperbench.platform.catalog;

import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the known name that a mistyped one is nearest to. */
final class Nearest {

    private Nearest() {}

    /** Returns {@code " (did you mean 'x'?)"} for the nearest name, or nothing if none is near. */
    static String hint(String typed, Stream<String> known) {
        return known.distinct()
                .filter(name -> distance(typed, name) <= Math.max(2, typed.length() / 3)
                        || (typed.length() > 2 && name.startsWith(typed)))
                .min(Comparator.comparingInt((String name) -> distance(typed, name))
                        .thenComparing(name -> name))
                .map(name -> " (did you mean '%s'?)".formatted(name))
                .orElse("");
    }

    /** Levenshtein's distance, one row at a time. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
