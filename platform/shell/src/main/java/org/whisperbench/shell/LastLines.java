package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last words of an engine's process, below the sentence that says what became of it. Of the report of a virtual machine
 * that was hit by a signal only the signal and the place are shown, and of an exception not its frames.
 */
final class LastLines {

    private static final int SHOWN = 8;
    private static final Pattern NOISE = Pattern.compile("#(?!  SIG| [CVJjv]+  ).*|\\s+at .*|\\s*");

    private LastLines() {}

    /** Whether a line is one of these: it belongs to the sentence above it. */
    static boolean isOne(String line) {
        return line.startsWith("  ");
    }

    /** At most eight lines; all that were kept are in the JSON. */
    static List<String> of(List<String> lines) {
        List<String> telling =
                lines.stream().filter(line -> !NOISE.matcher(line).matches()).toList();
        if (telling.isEmpty()) {
            return List.of();
        }
        List<String> shown = new ArrayList<>();
        shown.add("  its process last wrote:");
        telling.subList(Math.max(0, telling.size() - SHOWN), telling.size())
                .forEach(line -> shown.add("    " + line.stripTrailing()));
        return shown;
    }
}
