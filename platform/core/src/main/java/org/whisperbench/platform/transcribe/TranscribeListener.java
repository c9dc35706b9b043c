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
}
