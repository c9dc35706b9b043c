package org.whisperbench.api;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a user asks of a transcription. What was done instead is in {@link Transcription#effective}.
 *
 * <p>Made from {@link #defaults}: the constructor changes when a component is added.
 *
 * @param language BCP 47 tag of the spoken language, or {@link #AUTO} to have it detected
 * @param task whether to write down or to translate
 * @param timestamps whether the engine is to predict when segments begin and end; audio that is longer than the
 *     engine's window may need them in any case
 * @param timeout how long the transcription may take before it is given up; zero leaves it to whoever runs the engine. Kept
 *     where the engine has a process of its own; an engine in this process is free to keep it
 * @param extra further options by name: those of {@link DecodingOption}, and what only this engine knows
 */
public record TranscribeOptions(
        String language, Task task, boolean timestamps, Duration timeout, Map<String, String> extra) {

    /** Leaves the language to be detected. */
    public static final String AUTO = "auto";

    /** Validates the values and copies the map. */
    public TranscribeOptions {
        Text.requireText(language, "language");
        Text.require(!timeout.isNegative(), "timeout %s is negative", timeout);
        extra = Map.copyOf(extra);
    }

    /**
     * Asks for a transcript with timestamps in the detected language.
     *
     * @return the options
     */
    public static TranscribeOptions defaults() {
        return new TranscribeOptions(AUTO, Task.TRANSCRIBE, true, Duration.ZERO, Map.of());
    }

    /**
     * Names the spoken language.
     *
     * @param tag BCP 47 tag, or {@link #AUTO}
     * @return these options with that language
     */
    public TranscribeOptions withLanguage(String tag) {
        return new TranscribeOptions(tag, task, timestamps, timeout, extra);
    }

    /**
     * Chooses the task.
     *
     * @param value what to do
     * @return these options with that task
     */
    public TranscribeOptions withTask(Task value) {
        return new TranscribeOptions(language, value, timestamps, timeout, extra);
    }

    /**
     * Says whether timestamps are to be predicted.
     *
     * @param value whether they are
     * @return these options with that choice
     */
    public TranscribeOptions withTimestamps(boolean value) {
        return new TranscribeOptions(language, task, value, timeout, extra);
    }

    /**
     * Limits how long the transcription may take.
     *
     * @param value a time; zero leaves it to whoever runs the engine
     * @return these options with that limit
     */
    public TranscribeOptions withTimeout(Duration value) {
        return new TranscribeOptions(language, task, timestamps, value, extra);
    }

    /**
     * Asks for what only this engine knows.
     *
     * @param value values by the options' names
     * @return these options with those instead of others
     */
    public TranscribeOptions withExtra(Map<String, String> value) {
        return new TranscribeOptions(language, task, timestamps, timeout, value);
    }

    /**
     * Asks for an option that several engines know.
     *
     * @param option the option
     * @param value its value
     * @return these options with that one
     * @throws WhisperException if it is no value of that option ({@link ErrorKind#USER})
     * @since 1.1
     */
    public TranscribeOptions with(DecodingOption option, String value) {
        Map<String, String> all = new HashMap<>(extra);
        all.put(option.key(), option.check(value));
        return withExtra(all);
    }

    /**
     * Returns what was asked of an option that several engines know.
     *
     * @param option the option
     * @return its value, or empty where the choice is the engine's
     * @throws WhisperException if it is no value of that option ({@link ErrorKind#USER})
     * @since 1.1
     */
    public Optional<String> value(DecodingOption option) {
        return Optional.ofNullable(extra.get(option.key())).map(option::check);
    }

    /** What to do with speech. */
    public enum Task {
        /** Writes it down in its own language. */
        TRANSCRIBE,
        /** Writes it down in English. */
        TRANSLATE
    }
}
