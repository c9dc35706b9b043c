package org.whisperbench.platform.transcribe;

import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.store.ModelStore;

/**
 * Transcribes files.
 *
 * <p>May be used by several threads at once.
 */
@ProviderType
public interface Transcriptions {

    /**
     * Loads the model once and transcribes one file after the other; a file that fails is a result of its own and does
     * not stop the others.
     *
     * @param request what to transcribe with which model
     * @param listener told about each file, its phases, its segments and its transcript
     * @return one result for each file
     * @throws org.whisperbench.api.WhisperException if the model is missing
     *     ({@link org.whisperbench.api.ErrorKind#MISSING_MODEL}), the engine cannot run here
     *     ({@link org.whisperbench.api.ErrorKind#BACKEND_UNAVAILABLE}) or loading fails
     * @throws InterruptedException if the thread was interrupted; the listener has heard of what was finished by then
     */
    TranscriptReport transcribe(TranscribeRequest request, TranscribeListener listener) throws InterruptedException;

    /**
     * Returns transcriptions over the given parts.
     *
     * @param store finds the models' files
     * @param audio decodes
     * @return the transcriptions
     */
    static Transcriptions over(ModelStore store, AudioFiles audio) {
        return new FileTranscriptions(store, audio);
    }
}
