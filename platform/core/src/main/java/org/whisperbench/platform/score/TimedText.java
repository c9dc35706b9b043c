package org.whisperbench.platform.score;

/**
 * A word or a segment and when it was said.
 *
 * @param text one or more words
 * @param startSeconds when it begins, from the start of the sound
 * @param endSeconds when it ends, not before it begins
 */
public record TimedText(String text, double startSeconds, double endSeconds) {

    /**
     * Validates the times.
     *
     * @throws IllegalArgumentException if they are not finite or crossed
     */
    public TimedText {
        if (!Double.isFinite(startSeconds) || !Double.isFinite(endSeconds) || endSeconds < startSeconds) {
            throw new IllegalArgumentException(
                    "'" + text + "' lasts from " + startSeconds + " to " + endSeconds + " s");
        }
    }
}
