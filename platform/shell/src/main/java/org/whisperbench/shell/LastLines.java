package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last words of an engine's process, below the sentence that says what became of it. Of the report of a virtual machine
 * that was hit by a signal only the signal and the place are shown, and of an exception, of Java or Python, not its frames.
 */
final class LastLines {

    private static final int SHOWN = 8;
    /** The head of what an exception says: its sentence may be cut shorter than the exception's own. */
    private static final int HEAD = 40;

    private static final Pattern EXCEPTION = Pattern.compile("[\\w.$]+: (?=.)");
    private static final Pattern NOISE = Pattern.compile("#(?!  SIG| [CVJjv]+  ).*|\\s+at .*|\\s*|.*\\d%\\|.*\\|.*");
    /** What begins a trace of Python, or a frame of one whose beginning was cut off; what is indented below belongs to it. */
    private static final Pattern PYTHON =
            Pattern.compile("Traceback \\(most recent call last\\):| +File \".*\", line \\d+.*"
                    + "|(During handling of the above|The above) exception.*:");

    private LastLines() {}

    /** Whether a line is one of these: it belongs to the sentence above it. */
    static boolean isOne(String line) {
        return line.startsWith("  ");
    }

    /** At most eight lines, without progress and what the sentence says already; all that were kept are in the JSON. */
    static List<String> of(String sentence, List<String> lines) {
        List<String> telling = withoutFrames(lines).stream()
                .filter(line -> !NOISE.matcher(line).matches() && !isSaid(sentence, line))
                .toList();
        if (telling.isEmpty()) {
            return List.of();
        }
        List<String> shown = new ArrayList<>();
        shown.add("  its process last wrote:");
        telling.subList(Math.max(0, telling.size() - SHOWN), telling.size())
                .forEach(line -> shown.add("    " + line.stripTrailing()));
        return shown;
    }

    private static boolean isSaid(String sentence, String line) {
        Matcher exception = EXCEPTION.matcher(line);
        String said = (exception.lookingAt() ? line.substring(exception.end()) : line).strip();
        return sentence.contains(said.substring(0, Math.min(HEAD, said.length())));
    }

    private static List<String> withoutFrames(List<String> lines) {
        List<String> kept = new ArrayList<>();
        boolean inFrames = false;
        for (String line : lines) {
            inFrames = PYTHON.matcher(line).matches() || (inFrames && line.startsWith(" "));
            if (!inFrames) {
                kept.add(line);
            }
        }
        return kept;
    }
}
