package org.whisperbench.platform.transcribe;

import java.nio.file.Path;
import org.whisperbench.api.Progress;

/** Told how far a transcription is. */
@FunctionalInterface
public interface TranscribeListener {

    /**
     * A file's transcription begins.
     *
     * @param file the file
     * @param index from 0 on
     * @param count how many files there are
     * @return told about the phases and segments of this file
     */
    Progress transcribing(Path file, int index, int count);

    /**
     * The model is loaded.
     *
     * @param head the report as far as it is known, without files
     */
    default void begun(TranscriptReport head) {
        // Who waits for the report needs no beginning of it.
    }

    /**
     * A file is done, and the next one comes: what is kept here is not lost when the rest is interrupted.
     *
     * @param transcript what became of the file
     */
    default void finished(FileTranscript transcript) {
        // It is in the report, too.
    }
}
