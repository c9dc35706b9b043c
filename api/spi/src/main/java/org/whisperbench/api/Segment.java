package org.whisperbench.api;

import java.time.Duration;
import java.util.List;

/**
 * A stretch of speech and its text.
 *
 * <p>Backends make it with the builder: the constructor changes when a component is added.
 *
 * @param start when it begins, from the beginning of the audio
 * @param end when it ends, not before {@code start}
 * @param text its text without surrounding space
 * @param tokens the engine's token ids, timestamps and special tokens included; empty where the engine does not tell
 */
public record Segment(Duration start, Duration end, String text, List<Integer> tokens) {

    /** Validates the times and copies the tokens. */
    public Segment {
        Text.require(!start.isNegative(), "segment starts at %s, before the audio", start);
        Text.require(end.compareTo(start) >= 0, "segment ends at %s, before its start at %s", end, start);
        tokens = List.copyOf(tokens);
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
        private List<Integer> tokens = List.of();

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
         * Builds the segment.
         *
         * @return the segment
         * @throws IllegalArgumentException if it ends before it starts
         */
        public Segment build() {
            return new Segment(start, end, text, tokens);
        }
    }
}
