package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;

/**
 * Three lines for as many words as fit.
 *
 * <p>Source of the form: {@code src/jiwer/alignment.py} of jitsi/jiwer at c1b0d5e.
 */
final class AlignmentText {

    private static final int LABEL = 5;

    private final StringBuilder reference = new StringBuilder("REF: ");
    private final StringBuilder hypothesis = new StringBuilder("HYP: ");
    private final StringBuilder edits = new StringBuilder(" ".repeat(LABEL));
    private int columns = LABEL;

    private AlignmentText() {}

    static String of(List<Alignment.Step> steps, int width) {
        List<String> groups = new ArrayList<>();
        AlignmentText group = new AlignmentText();
        for (Alignment.Step step : steps) {
            int needed = Math.max(1, Math.max(length(step.reference()), length(step.hypothesis())));
            if (group.columns + needed > width && group.columns > LABEL) {
                groups.add(group.lines());
                group = new AlignmentText();
            }
            group.add(step, needed);
        }
        groups.add(group.lines());
        return String.join("\n\n", groups);
    }

    private static int length(String word) {
        return word.codePointCount(0, word.length());
    }

    private void add(Alignment.Step step, int needed) {
        String stars = "*".repeat(needed);
        append(reference, step.edit().hasReference() ? step.reference() : stars, needed);
        append(hypothesis, step.edit().hasHypothesis() ? step.hypothesis() : stars, needed);
        append(edits, String.valueOf(step.edit().letter()), needed);
        columns += needed + 1;
    }

    private static void append(StringBuilder line, String word, int needed) {
        line.append(" ".repeat(needed - length(word))).append(word).append(' ');
    }

    private String lines() {
        return reference.toString().stripTrailing() + "\n"
                + hypothesis.toString().stripTrailing() + "\n"
                + edits.toString().stripTrailing();
    }
}
