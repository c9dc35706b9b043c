package org.whisperbench.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A speech-to-text engine, found through {@link java.util.ServiceLoader}.
 *
 * <p>The provider class is public with a public constructor without parameters that does no work. {@link #info},
 * {@link #availability}, {@link #models} and {@link #describe} run in the host: they return within milliseconds, load
 * no native code and touch no network. Only {@link #load} and the model it returns use the engine.
 *
 * <p>All methods may be called by several threads at once.
 */
@ConsumerType
public interface WhisperBackend {

    /**
     * Returns who this backend is.
     *
     * @return the same value at every call
     */
    BackendInfo info();

    /**
     * Returns whether the engine can run on this machine, as found by a cheap look, never by the name of the operating
     * system alone.
     *
     * @return the engine's version, or why not and what to do about it
     */
    Availability availability();

    /**
     * Returns the models that this backend knows by name: the only mapping from a name or size to files.
     *
     * @return the models, the default one first; empty where only {@link #describe} applies
     */
    List<ModelDescriptor> models();

    /**
     * Describes a model that is not in {@link #models}, in this engine's format: a folder of the user's or a repository.
     *
     * @param repositoryOrPath an absolute path, or a repository such as {@code onnx-community/whisper-tiny.en}
     * @return the description, or empty if this engine's format is not what is named
     */
    default Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return Optional.empty();
    }

    /**
     * Returns something else that this backend can tell, beside its models. Callers ask here instead of using
     * {@code instanceof}, since a proxy may stand between. Runs in the host, as {@link #info}.
     *
     * @param <T> type of the ability
     * @param kind type of the ability
     * @return the ability, or empty
     * @since 1.1
     */
    default <T> Optional<T> ability(Class<T> kind) {
        return Optional.empty();
    }

    /**
     * Loads a model into memory, so that the first transcription pays for nothing but itself.
     *
     * <p>Reads the given files only: it never maps a name, never looks for other files and never touches the network.
     *
     * @param model files that are on disk
     * @param options what the user asked for; what was done instead is in {@link SpeechModel#identity}
     * @param progress told about phases that may take long
     * @return the loaded model; the caller closes it
     * @throws BackendException if the engine is missing ({@link ErrorKind#BACKEND_UNAVAILABLE}), a file is missing or
     *     damaged ({@link ErrorKind#MISSING_MODEL}), an option cannot be met ({@link ErrorKind#USER}) or memory does not
     *     suffice ({@link ErrorKind#RESOURCES})
     * @throws InterruptedException if the thread was interrupted; nothing stays loaded
     */
    SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException;
}
