package org.whisperbench.platform.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Segment;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.Edit;

/**
 * Finds transcripts that stop before the speech does: who hears only the first window is fast, and few engines say that they
 * did. An engine that hears all of it badly is none of them, so it takes that what was heard before was mostly right, and
 * that a fifth of the speech is missing:
 *
 * <ul>
 *   <li>at least twenty words, more than any honest slip at the end of a file, of which at most one in twenty was
 *       written; or two words, if the engine's own last segment ends a second before the speech does
 *   <li>where no reference is known, three seconds of sound after the end of the last segment
 * </ul>
 */
final class Coverage {

    private static final Logger LOG = LoggerFactory.getLogger(Coverage.class);

    private static final double SHARE = 0.2;
    private static final int MANY_WORDS = 20;
    private static final int FEW_WORDS = 2;
    private static final int ONE_WRITTEN_IN = 20;
    private static final double LONG_SECONDS = 3;
    private static final double SHORT_SECONDS = 1;

    private final List<Alignment.Step> words;
    private final List<Segment> segments;
    private final Audio audio;

    /** Of words beside the reference, which are empty where none is known, and of segments. */
    Coverage(List<Alignment.Step> words, List<Segment> segments, Audio audio) {
        this.words = words;
        this.segments = segments;
        this.audio = audio;
    }

    /** What is missing, in words for people; an empty text if nothing is known to be. */
    String missing() {
        if (words.stream().noneMatch(Coverage::isSaid)) {
            return late(LONG_SECONDS);
        }
        End end = End.of(words);
        if (!end.isMissing()) {
            return "";
        }
        String text = "the last %d of %d words are missing".formatted(end.missing(), end.all());
        if (end.missing() >= MANY_WORDS) {
            return text;
        }
        String late = end.missing() >= FEW_WORDS ? late(SHORT_SECONDS) : "";
        return late.isEmpty() ? "" : text + ", and " + late;
    }

    private static boolean isSaid(Alignment.Step step) {
        return step.edit() != Edit.INSERTION;
    }

    /** Engines without timestamps have segments that last no time, or as long as the audio. */
    private String late(double least) {
        double end = segments.stream()
                .filter(segment -> !segment.text().isBlank() && segment.end().compareTo(segment.start()) > 0)
                .mapToDouble(segment -> segment.end().toNanos() / 1e9)
                .max()
                .orElse(Double.POSITIVE_INFINITY);
        if (audio.duration().toNanos() / 1e9 - end < least) {
            return "";
        }
        double speech = speechEnd().orElse(0);
        return speech - end >= Math.max(least, SHARE * speech)
                ? String.format(Locale.ROOT, "the last segment ends at %.1f s, the sound at %.1f s", end, speech)
                : "";
    }

    private OptionalDouble speechEnd() {
        try {
            return SpeechEnd.of(audio);
        } catch (WhisperException e) { // what was measured stands without it
            LOG.debug("the end of speech in '{}' is unknown", audio.wav(), e);
            return OptionalDouble.empty();
        }
    }

    /**
     * The longest end of what was said of which next to nothing was written.
     *
     * @param missing words of it that were not written
     * @param before words before it
     * @param right how many of these were written
     * @param all words that were said
     */
    private record End(int missing, int before, int right, int all) {

        static End of(List<Alignment.Step> steps) {
            int all = (int) steps.stream().filter(Coverage::isSaid).count();
            int said = 0;
            int written = 0;
            int missing = 0;
            int before = all;
            int first = steps.size();
            for (int i = steps.size() - 1; i >= 0; i--) {
                said += isSaid(steps.get(i)) ? 1 : 0;
                written += steps.get(i).edit() == Edit.DELETION ? 0 : 1;
                if (said > 0 && written * ONE_WRITTEN_IN <= said) {
                    missing = said - written;
                    before = all - said;
                    first = i;
                }
            }
            int right = (int) steps.subList(0, first).stream()
                    .filter(step -> step.edit() == Edit.HIT)
                    .count();
            return new End(missing, before, right, all);
        }

        boolean isMissing() {
            return missing >= SHARE * all && before > 0 && 2 * right >= before;
        }
    }
}
