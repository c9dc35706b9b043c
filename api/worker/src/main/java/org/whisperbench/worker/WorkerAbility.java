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
 * The host's side of an ability: an object of the ability's interface whose methods are calls of a worker. Parameters and
 * results are what crosses (records, enums, texts, numbers, booleans, durations, paths, lists, sets, maps, optionals); a
 * parameter of type {@link Audio} crosses as the path of its WAV file.
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
        List<@Nullable Object> crossing = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            Object argument = Objects.requireNonNull(Objects.requireNonNull(arguments)[i], "null does not cross");
            crossing.add(
                    argument instanceof Audio audio
                            ? audio.wav().toString()
                            : ValueTree.of(argument, method.getParameterTypes()[i]));
        }
        try {
            return calls.call(Call.ability(
                    kind.getName(), AbilityCall.signature(method), crossing, method.getGenericReturnType()));
        } catch (InterruptedException e) {
            if (Arrays.asList(method.getExceptionTypes()).contains(InterruptedException.class)) {
                throw e;
            }
            Thread.currentThread().interrupt();
            throw new BackendException(ErrorKind.EXTERNAL, "'" + method.getName() + "' was interrupted; try again", e);
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
