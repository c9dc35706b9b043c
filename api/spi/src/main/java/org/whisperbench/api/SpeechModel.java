package org.whisperbench.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A model in memory, ready to transcribe.
 *
 * <p>One thread uses a model at a time unless the backend says otherwise.
 */
@ConsumerType
public interface SpeechModel extends AutoCloseable {

    /**
     * Returns what really was loaded, as the engine itself tells it.
     *
     * @return files opened, precision, device and versions
     */
    LoadedIdentity identity();

    /**
     * Turns speech into text. When it returns, all work is done: nothing is computed lazily later.
     *
     * @param audio 16 kHz mono speech of any length
     * @param options what the user asked for
     * @param progress told about phases, and about each segment as soon as it is final
     * @return the text with its segments in order of time, or a part of it marked as incomplete
     * @throws BackendException if an option is not supported ({@link ErrorKind#USER}), memory does not suffice
     *     ({@link ErrorKind#RESOURCES}) or the engine fails ({@link ErrorKind#EXTERNAL})
     * @throws InterruptedException if the thread was interrupted; the model stays usable
     */
    Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress) throws InterruptedException;

    /**
     * Returns something else that this model can do. Callers ask here instead of using {@code instanceof}, since a proxy
     * may stand between.
     *
     * @param <T> the ability's interface
     * @param kind the ability's interface
     * @return the ability, or empty
     */
    default <T> Optional<T> ability(Class<T> kind) {
        return Optional.empty();
    }

    /** Frees the memory. Further calls have no effect; a closed model transcribes no more. */
    @Override
    void close();
}
