package org.whisperbench.worker;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/**
 * What a worker does: an engine inside its own process. One thread calls it, one call at a time.
 *
 * <p>A method that throws answers with an error: {@link WorkerException} with its own kind, another
 * {@link org.whisperbench.api.WhisperException} with the kind that is nearest, {@link OutOfMemoryError} as
 * {@link WorkerErrorKind#OOM}, anything else as {@link WorkerErrorKind#INTERNAL}.
 */
@ConsumerType
public interface WorkerHandler {

    /**
     * Brings up the engine.
     *
     * @return who it is
     */
    WorkerHello initialize();

    /**
     * Loads a model; one that was loaded before is unloaded.
     *
     * @param model files that are on disk
     * @param options what the user asked for
     * @param progress crosses to the caller
     * @return what was loaded, as the engine tells it
     * @throws InterruptedException never by the server's doing
     */
    LoadedIdentity load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException;

    /**
     * Loads a model and transcribes a little, to show that its files work; the model stays loaded.
     *
     * @param model files that are on disk
     * @param options what the user asked for
     * @param wav a short recording
     * @return what was loaded, as the engine tells it
     * @throws InterruptedException never by the server's doing
     */
    default LoadedIdentity verify(ResolvedModel model, LoadOptions options, Path wav) throws InterruptedException {
        LoadedIdentity identity = load(model, options, Progress.none());
        transcribe(wav, TranscribeOptions.defaults(), Progress.none());
        return identity;
    }

    /**
     * Turns speech into text with the model that is loaded.
     *
     * @param wav absolute path of a recording: PCM, 16 bit, mono, 16 000 Hz
     * @param options what the user asked for
     * @param progress crosses to the caller
     * @return the text
     * @throws InterruptedException never by the server's doing
     */
    Transcription transcribe(Path wav, TranscribeOptions options, Progress progress) throws InterruptedException;

    /**
     * Computes the features that the engine feeds its model; refused unless the engine can.
     *
     * @param wav absolute path of a recording: PCM, 16 bit, mono, 16 000 Hz
     * @param file absolute path of the {@code .npy} file to write
     * @throws InterruptedException never by the server's doing
     */
    default void features(Path wav, Path file) throws InterruptedException {
        throw new WorkerException(WorkerErrorKind.UNSUPPORTED, "this engine does not show its features");
    }

    /**
     * Calls something else that the model that is loaded can do, see {@link WorkerAbility}.
     *
     * @param kind name of the ability's interface
     * @param method name of the method with the types of its parameters; empty to ask whether the ability is there
     * @param arguments the arguments as trees of JSON
     * @return the result as a tree of JSON, or whether the ability is there
     * @throws InterruptedException never by the server's doing
     */
    default @Nullable Object ability(String kind, String method, List<?> arguments) throws InterruptedException {
        if (method.isEmpty()) {
            return false;
        }
        throw new WorkerException(WorkerErrorKind.UNSUPPORTED, "this engine has no ability '" + kind + "'");
    }

    /** Frees the model; does nothing if none is loaded. */
    void unload();
}
