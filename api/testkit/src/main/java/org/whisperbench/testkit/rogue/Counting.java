package org.whisperbench.testkit.rogue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Segment;

/** An ability of the rogue's that has every kind of value in it. */
public interface Counting {

    /**
     * Counts samples.
     *
     * @param audio the audio
     * @return how many samples it has
     */
    long samples(Audio audio);

    /**
     * Sorts words by their length.
     *
     * @param words some words
     * @param least words that are shorter are left out
     * @return words by length, as text
     */
    Map<String, List<String>> byLength(List<String> words, int least);

    /**
     * Moves a segment.
     *
     * @param segment a segment, or empty
     * @param by how far
     * @return the segment later, or empty
     */
    Optional<Segment> later(Optional<Segment> segment, Duration by);

    /** Fails. */
    void fail();
}
