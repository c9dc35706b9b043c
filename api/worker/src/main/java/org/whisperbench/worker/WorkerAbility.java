package org.whisperbench.worker;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * The host's side of an ability: an object of the ability's interface whose methods are calls of a worker, also its default
 * methods and those that it inherits. Parameters and results are what crosses, by their declared types: records, sealed
 * interfaces of records, enums, texts, numbers, booleans, durations, instants, paths, URIs, and lists, sets, maps and
 * optionals of these. A parameter of type {@link Audio} crosses as the path of its WAV file. What does not cross, null for
 * one, is refused with a {@link BackendException} of kind {@link ErrorKind#INTERNAL} before the worker is called.
 *
 * <p>Exceptions do not cross as such. Whatever a method throws in the worker arrives as a {@link BackendException}: a
 * {@link BackendException} with its kind and message, a checked exception, also a declared one, with the kind
 * {@link ErrorKind#EXTERNAL} and its message, any other with the kind {@link ErrorKind#INTERNAL}. Of the checked exceptions
 * that a method declares the host throws none but {@link InterruptedException}.
 */
public final class WorkerAbility implements InvocationHandler {

    private final Class<?> kind;
    private final Calls calls;

    private WorkerAbility(Class<?> kind, Calls calls) {
        this.kind = kind;
        this.calls = calls;
    }

    /** Calls the worker that holds the model. */
    @FunctionalInterface
    public interface Calls {

        /**
         * Calls the worker.
         *
         * @param <R> the result's type
         * @param call what to do
         * @return the result
         * @throws BackendException if there is none
         * @throws InterruptedException if the thread was interrupted
         */
        <R> R call(Call<R> call) throws InterruptedException;
    }

    /**
     * Asks a worker's model for an ability.
     *
     * @param <T> the ability's interface
     * @param kind the ability's interface
     * @param calls calls the worker, now and whenever the ability is used
     * @return the ability, or empty if the model lacks it
     * @throws BackendException if the worker does not answer
     * @throws InterruptedException if the thread was interrupted
     */
    public static <T> Optional<T> of(Class<T> kind, Calls calls) throws InterruptedException {
        if (!kind.isInterface() || !calls.call(Call.hasAbility(kind.getName()))) {
            return Optional.empty();
        }
        Object proxy =
                Proxy.newProxyInstance(kind.getClassLoader(), new Class<?>[] {kind}, new WorkerAbility(kind, calls));
        return Optional.of(kind.cast(proxy));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws InterruptedException {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        Call<Object> call = crossing(AbilityMethod.of(kind, method), arguments);
        try {
            return calls.call(call);
        } catch (InterruptedException e) {
            if (Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class)) {
                throw e;
            }
            Thread.currentThread().interrupt();
            throw new BackendException(ErrorKind.EXTERNAL, "'" + method.getName() + "' was interrupted; try again", e);
        }
    }

    private Call<Object> crossing(AbilityMethod called, Object @Nullable [] arguments) {
        List<@Nullable Object> crossing = new ArrayList<>();
        try {
            for (int i = 0; i < called.parameterCount(); i++) {
                Object argument = Objects.requireNonNull(arguments)[i];
                crossing.add(
                        called.isAudio(i) && argument instanceof Audio audio
                                ? audio.wav().toString()
                                : ValueTree.of(argument, called.parameter(i)));
            }
            return Call.ability(kind.getName(), called.signature(), crossing, called.result());
        } catch (DoesNotCross e) {
            String where =
                    crossing.size() < called.parameterCount() ? "parameter " + (crossing.size() + 1) : "the result";
            throw new BackendException(
                    ErrorKind.INTERNAL,
                    where + " of '" + called + "': " + e.getMessage() + "; report it to the backend's author",
                    e);
        }
    }

    private @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == Objects.requireNonNull(arguments)[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> kind.getSimpleName() + " of a worker";
        };
    }
}
