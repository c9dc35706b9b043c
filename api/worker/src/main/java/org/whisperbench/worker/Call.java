package org.whisperbench.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/**
 * A call of a worker.
 *
 * @param <R> the result's type
 */
@SuppressWarnings("UnusedTypeParameter") // it types the outcome
public final class Call<R> {

    private final String method;
    private final Object parameters;
    private final DeclaredType result;

    private Call(String method, Object parameters, DeclaredType result) {
        this.method = method;
        this.parameters = parameters;
        this.result = result;
    }

    /**
     * Describes a call of a method that only this worker has.
     *
     * @param <R> the result's type
     * @param method name of the method
     * @param parameters what crosses as its parameters: a record or a map
     * @param result the result's type
     * @return the call
     */
    public static <R> Call<R> of(String method, Object parameters, Class<R> result) {
        return new Call<>(method, parameters, DeclaredType.of(result));
    }

    String method() {
        return method;
    }

    Object parameters() {
        return parameters;
    }

    DeclaredType result() {
        return result;
    }

    /** A result that says nothing but that the work is done. */
    public record Done() {}

    /**
     * What a worker is told first.
     *
     * @param protocol version of the protocol that the host speaks
     * @param heartbeatMillis how often a worker that is at work says so
     * @param joinsParts whether the host puts long answers together, see {@link AnswerText}; one that does not say so gets none
     */
    record Initialize(int protocol, long heartbeatMillis, boolean joinsParts) {}

    record Load(ResolvedModel model, LoadOptions options) {
        Load {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(options, "options");
        }
    }

    record Verify(ResolvedModel model, LoadOptions options, Path wav) {
        Verify {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(options, "options");
            Objects.requireNonNull(wav, "wav");
        }
    }

    record Transcribe(Path wav, TranscribeOptions options) {
        Transcribe {
            Objects.requireNonNull(wav, "wav");
            Objects.requireNonNull(options, "options");
        }
    }

    record Features(Path wav, Path file) {
        Features {
            Objects.requireNonNull(wav, "wav");
            Objects.requireNonNull(file, "file");
        }
    }

    static Call<Boolean> hasAbility(String kind) {
        return of("ability", ofAbility(kind, "", List.of()), Boolean.class);
    }

    static Call<Object> ability(String kind, String method, List<@Nullable Object> arguments, DeclaredType result) {
        return new Call<>("ability", ofAbility(kind, method, arguments), result);
    }

    /** What is asked of an ability, as a tree; without a method, whether it is there. */
    private static JsonObject ofAbility(String kind, String method, List<@Nullable Object> arguments) {
        return new JsonObject().put("kind", kind).put("method", method).put("arguments", arguments);
    }

    static Call<WorkerHello> initialize(long heartbeatMillis) {
        return of("initialize", new Initialize(WorkerHello.PROTOCOL, heartbeatMillis, true), WorkerHello.class);
    }

    /**
     * Loads a model; a model that was loaded before is unloaded.
     *
     * @param model files that are on disk
     * @param options what the user asked for
     * @return the call
     */
    public static Call<LoadedIdentity> load(ResolvedModel model, LoadOptions options) {
        return of("load", new Load(model, options), LoadedIdentity.class);
    }

    /**
     * Loads a model and transcribes a little, to show that its files work.
     *
     * @param model files that are on disk
     * @param options what the user asked for
     * @param wav absolute path of a short recording: PCM, 16 bit, mono, 16 000 Hz
     * @return the call
     */
    public static Call<LoadedIdentity> verify(ResolvedModel model, LoadOptions options, Path wav) {
        return of("verify", new Verify(model, options, wav), LoadedIdentity.class);
    }

    /**
     * Turns speech into text.
     *
     * @param wav absolute path of a recording: PCM, 16 bit, mono, 16 000 Hz
     * @param options what the user asked for
     * @return the call
     */
    public static Call<Transcription> transcribe(Path wav, TranscribeOptions options) {
        return of("transcribe", new Transcribe(wav, options), Transcription.class);
    }

    /**
     * Computes the features that the engine feeds its model.
     *
     * @param wav absolute path of a recording: PCM, 16 bit, mono, 16 000 Hz
     * @param file absolute path of the {@code .npy} file to write
     * @return the call, which results in the path of the file
     */
    public static Call<Path> features(Path wav, Path file) {
        return of("features", new Features(wav, file), Path.class);
    }

    /**
     * Frees the model.
     *
     * @return the call
     */
    public static Call<Done> unload() {
        return of("unload", Map.of(), Done.class);
    }

    /**
     * Ends the worker after it has answered.
     *
     * @return the call
     */
    public static Call<Done> shutdown() {
        return of("shutdown", Map.of(), Done.class);
    }
}
