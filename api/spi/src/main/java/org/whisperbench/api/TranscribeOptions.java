package org.whisperbench.api;

import java.util.Map;

/**
 * What a user asks of a transcription. What was done instead is in {@link Transcription#effective}.
 *
 * @param language BCP 47 tag of the spoken language, or {@link #AUTO} to have it detected
 * @param task whether to write down or to translate
 * @param timestamps whether the engine is to predict when segments begin and end; audio that is longer than the
 *     engine's window may need them in any case
 * @param extra options that only this engine knows, by name
 */
public record TranscribeOptions(String language, Task task, boolean timestamps, Map<String, String> extra) {

    /** Leaves the language to be detected. */
    public static final String AUTO = "auto";

    /** Validates the values and copies the map. */
    public TranscribeOptions {
        Text.requireText(language, "language");
        extra = Map.copyOf(extra);
    }

    /**
     * Asks for a transcript with timestamps in the detected language.
     *
     * @return the options
     */
    public static TranscribeOptions defaults() {
        return new TranscribeOptions(AUTO, Task.TRANSCRIBE, true, Map.of());
    }

    /** What to do with speech. */
    public enum Task {
        /** Writes it down in its own language. */
        TRANSCRIBE,
        /** Writes it down in English. */
        TRANSLATE
    }
}
