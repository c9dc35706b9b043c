package org.whisperbench.platform.transcribe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioSource;

/** What became of one file. */
public sealed interface FileTranscript {

    /**
     * Returns the file.
     *
     * @return as it was named
     */
    Path file();

    /**
     * Returns what became of it, in one word.
     *
     * @return {@code complete}, {@code partial}, {@code failed} or {@code unfinished}
     */
    @JsonProperty
    default String outcome() {
        if (this instanceof Transcribed transcribed) {
            return transcribed.isComplete() ? "complete" : "partial";
        }
        return this instanceof Unfinished ? "unfinished" : "failed";
    }

    /**
     * The file was transcribed.
     *
     * @param file as it was named
     * @param source what the file is
     * @param transcription the text
     * @param seconds time of the transcription, decoding of the file not included
     */
    record Transcribed(Path file, AudioSource source, Transcription transcription, double seconds)
            implements FileTranscript {

        /**
         * Returns whether all of the file is transcribed: the engine says so and the file was not cut off.
         *
         * @return false for a partial transcript
         */
        public boolean isComplete() {
            return transcription.complete() && !source.truncated();
        }
    }

    /**
     * The file could not be transcribed.
     *
     * @param file as it was named
     * @param kind whose problem it is, lower case
     * @param message what is wrong and what to do
     * @param lastLines what the engine's process last wrote, where it has one and something went wrong: at most 40 lines
     */
    record Failed(Path file, String kind, String message, List<String> lastLines) implements FileTranscript {

        /** Copies the list. */
        public Failed {
            lastLines = List.copyOf(lastLines);
        }

        /**
         * Describes a failure.
         *
         * @param file as it was named
         * @param failure what happened
         * @return the result
         */
        static Failed of(Path file, WhisperException failure) {
            String kind = failure.kind().name().toLowerCase(Locale.ROOT);
            return new Failed(file, kind, failure.getMessage(), failure.lastLines());
        }
    }

    /**
     * The transcription was interrupted in this file or in one before it. Reports of {@link Transcriptions} hold none: it is for who
     * makes a report of what was finished by then.
     *
     * @param file as it was named
     */
    record Unfinished(Path file) implements FileTranscript {}
}
