package org.whisperbench.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A model in memory, ready to transcribe.
 *
 * <p>Any number of threads may use a model at once. A model that computes one transcription at a time lets further calls
 * wait, or refuses them; see {@link #transcribe}.
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
     * Turns speech into text. When it returns, all work is done: nothing is computed lazily later, and {@code progress}
     * is told nothing more.
     *
     * <p>Calls at once, by several threads, each give what they would give alone, whether they run side by side or one
     * after the other; or a call is refused ({@link ErrorKind#RESOURCES}) while another one runs. They never mix.
     *
     * @param audio 16 kHz mono speech of any length
     * @param options what the user asked for
     * @param progress told about phases, and about each segment as soon as it is final
     * @return the text with its segments in order of time, or a part of it marked as incomplete
     * @throws BackendException if an option is not supported ({@link ErrorKind#USER}), memory does not suffice or
     *     another call runs ({@link ErrorKind#RESOURCES}), the engine fails ({@link ErrorKind#EXTERNAL}), or the model
     *     is closed
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

    /**
     * Frees the memory. Further calls have no effect; a closed model transcribes no more, but refuses with a
     * {@link BackendException}. Called while another thread transcribes, it waits for that call or ends it.
     */
    @Override
    void close();
}
