package org.whisperbench.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A stretch of speech and its text.
 *
 * <p>Backends make it with the builder: the constructor changes when a component is added.
 *
 * @param start when it begins, from the beginning of the audio
 * @param end when it ends, not before {@code start}
 * @param text its text without surrounding space
 * @param tokens the engine's token ids, timestamps and special tokens included; empty where the engine does not tell
 * @param measures what the engine tells of how it came to the text; what it does not tell is absent
 * @param words the words in order of time, where they were asked for; else empty
 */
public record Segment(
        Duration start,
        Duration end,
        String text,
        List<Integer> tokens,
        Map<Measure, Double> measures,
        List<Word> words) {

    /** Validates the times and copies the collections. */
    public Segment {
        Text.require(!start.isNegative(), "segment starts at %s, before the audio", start);
        Text.require(end.compareTo(start) >= 0, "segment ends at %s, before its start at %s", end, start);
        tokens = List.copyOf(tokens);
        measures = Map.copyOf(measures);
        words = List.copyOf(words);
    }

    /**
     * Makes a segment of which nothing further is known; the constructor of version 1.0.
     *
     * @param start when it begins
     * @param end when it ends
     * @param text its text
     * @param tokens its token ids
     */
    public Segment(Duration start, Duration end, String text, List<Integer> tokens) {
        this(start, end, text, tokens, Map.of(), List.of());
    }

    /**
     * Starts a segment.
     *
     * @param start when it begins
     * @param end when it ends
     * @param text its text; surrounding space is taken off
     * @return a builder whose other values have defaults
     */
    public static Builder builder(Duration start, Duration end, String text) {
        return new Builder(start, end, text.strip());
    }

    /** Collects the values; a component that is added later has a default here, so that old backends keep working. */
    public static final class Builder {
        private final Duration start;
        private final Duration end;
        private final String text;
        private final Map<Measure, Double> measures = new EnumMap<>(Measure.class);
        private List<Integer> tokens = List.of();
        private List<Word> words = List.of();

        private Builder(Duration start, Duration end, String text) {
            this.start = start;
            this.end = end;
            this.text = text;
        }

        /**
         * Sets the token ids.
         *
         * @param value ids in the order in which they were written
         * @return this
         */
        public Builder tokens(List<Integer> value) {
            tokens = List.copyOf(value);
            return this;
        }

        /**
         * Adds what is known of how the engine came to the text.
         *
         * @param measure what is known
         * @param value its value; one that is no number is left out, since it says nothing
         * @return this
         * @since 1.1
         */
        public Builder measure(Measure measure, double value) {
            if (Double.isFinite(value)) {
                measures.put(measure, value);
            }
            return this;
        }

        /**
         * Sets the words.
         *
         * @param value the words in order of time
         * @return this
         * @since 1.1
         */
        public Builder words(List<Word> value) {
            words = List.copyOf(value);
            return this;
        }

        /**
         * Builds the segment.
         *
         * @return the segment
         * @throws IllegalArgumentException if it ends before it starts
         */
        public Segment build() {
            return new Segment(start, end, text, tokens, measures, words);
        }
    }
}
