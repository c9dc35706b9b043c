package org.whisperbench.api;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Speech as text.
 *
 * <p>Backends make it with the builder: the constructor changes when a component is added.
 *
 * @param text the whole text without surrounding space
 * @param segments the segments in order of time
 * @param language BCP 47 tag of the language that was transcribed, or {@code unknown}
 * @param complete whether all of the audio was transcribed; false marks a partial transcript
 * @param times the engine's own times by stage, as far as it tells them
 * @param effective the options that were in force, by name, also where the user did not choose: those of
 *     {@link DecodingOption} that the engine has, {@code language} ({@code de, detected} where the engine found it out),
 *     {@code task}, {@code timestamps}, and how text was searched for, as {@code beam-size} or as {@code decoding}, which is
 *     {@code greedy}, {@code beam search, 5}, or begins with {@code sampling}
 * @param languages probability of each language by BCP 47 tag, from 0 to 1, where the engine listened for it; else empty
 */
public record Transcription(
        String text,
        List<Segment> segments,
        String language,
        boolean complete,
        Map<Stage, Duration> times,
        Map<String, String> effective,
        Map<String, Double> languages) {

    /** Copies the collections. */
    public Transcription {
        Text.requireText(language, "language");
        segments = List.copyOf(segments);
        times = Map.copyOf(times);
        effective = Map.copyOf(effective);
        languages = Map.copyOf(languages);
    }

    /**
     * Makes a result whose language was not listened for; the constructor of version 1.0.
     *
     * @param text the whole text
     * @param segments the segments in order of time
     * @param language BCP 47 tag, or {@code unknown}
     * @param complete whether all of the audio was transcribed
     * @param times the engine's own times by stage
     * @param effective the options that were in force, by name
     */
    @SuppressWarnings("checkstyle:ParameterNumber") // it was a record's own in version 1.0
    public Transcription(
            String text,
            List<Segment> segments,
            String language,
            boolean complete,
            Map<Stage, Duration> times,
            Map<String, String> effective) {
        this(text, segments, language, complete, times, effective, Map.of());
    }

    /**
     * Starts a result.
     *
     * @param segments the segments in order of time; the text is theirs, joined by spaces
     * @return a builder whose other values have defaults
     */
    public static Builder builder(List<Segment> segments) {
        return new Builder(segments);
    }

    /** A part of the engine's work that it may time by itself. */
    public enum Stage {
        /** Sound to features. */
        FEATURES,
        /** Features to encoded speech. */
        ENCODER,
        /** Encoded speech to tokens. */
        DECODER,
        /** The whole call as the engine sees it. */
        TOTAL
    }

    /** Collects the values; a component that is added later has a default here, so that old backends keep working. */
    public static final class Builder {
        private final List<Segment> segments;
        private final Map<Stage, Duration> times = new EnumMap<>(Stage.class);
        private String text;
        private String language = "unknown";
        private boolean complete = true;
        private Map<String, String> effective = Map.of();
        private Map<String, Double> languages = Map.of();

        private Builder(List<Segment> segments) {
            this.segments = List.copyOf(segments);
            this.text = segments.stream()
                    .map(Segment::text)
                    .filter(t -> !t.isEmpty())
                    .collect(Collectors.joining(" "));
        }

        /**
         * Sets the whole text, where joining the segments by spaces would not give it.
         *
         * @param value the text; surrounding space is taken off
         * @return this
         */
        public Builder text(String value) {
            text = value.strip();
            return this;
        }

        /**
         * Sets the language that was transcribed.
         *
         * @param tag BCP 47 tag
         * @return this
         */
        public Builder language(String tag) {
            language = tag;
            return this;
        }

        /**
         * Says whether all of the audio was transcribed; default: yes.
         *
         * @param value false for a partial transcript
         * @return this
         */
        public Builder complete(boolean value) {
            complete = value;
            return this;
        }

        /**
         * Adds a time of the engine's own.
         *
         * @param stage what took the time
         * @param value how long it took, on a monotonic clock
         * @return this
         */
        public Builder time(Stage stage, Duration value) {
            times.put(stage, value);
            return this;
        }

        /**
         * Sets the options that were in force.
         *
         * @param value values by the options' names
         * @return this
         */
        public Builder effective(Map<String, String> value) {
            effective = Map.copyOf(value);
            return this;
        }

        /**
         * Sets how probable the languages are.
         *
         * @param value probabilities by BCP 47 tag, from 0 to 1
         * @return this
         * @since 1.1
         */
        public Builder languages(Map<String, Double> value) {
            languages = Map.copyOf(value);
            return this;
        }

        /**
         * Builds the result.
         *
         * @return the result
         */
        public Transcription build() {
            return new Transcription(text, segments, language, complete, times, effective, languages);
        }
    }
}
