package org.whisperbench.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.SpeechModel;

/** The worker's side of a call of an ability: an interface that a model offers beside its own. One thread uses it. */
final class AbilityCall {

    private final ClassLoader loader;
    private final String kind;

    AbilityCall(ClassLoader loader, String kind) {
        this.loader = loader;
        this.kind = kind;
    }

    /** Returns what the method gives, or without one whether the model has the ability. */
    @Nullable
    Object answer(SpeechModel model, String method, List<?> arguments) throws InterruptedException {
        Optional<Class<?>> type = type();
        Optional<?> ability = type.flatMap(model::ability);
        if (method.isEmpty()) {
            return ability.isPresent();
        }
        Object target = ability.orElseThrow(() -> unsupported("this model has no ability '" + kind + "'"));
        AbilityMethod called = AbilityMethod.named(type.orElseThrow(), method)
                .orElseThrow(() -> unsupported("ability '" + kind + "' has no method '" + method + "'"));
        return invoke(target, called, arguments);
    }

    private Optional<Class<?>> type() {
        try {
            Class<?> type = Class.forName(kind, false, loader);
            return type.isInterface() ? Optional.of(type) : Optional.empty();
        } catch (ClassNotFoundException e) {
            // An ability that this backend has never heard of is one that it lacks.
            return Optional.empty();
        }
    }

    private static @Nullable Object invoke(Object target, AbilityMethod called, List<?> arguments)
            throws InterruptedException {
        List<WavAudio> opened = new ArrayList<>();
        Method method = called.method();
        try {
            Object[] values = values(called, arguments, opened);
            method.setAccessible(true);
            Object result = method.invoke(target, values);
            return method.getReturnType() == void.class ? null : ValueTree.of(result, called.result());
        } catch (InvocationTargetException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("interface '" + method.getDeclaringClass() + "' is not public", e);
        } finally {
            opened.forEach(WavAudio::close);
        }
    }

    private static Object[] values(AbilityMethod called, List<?> arguments, List<WavAudio> opened) {
        Object[] values = new Object[called.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            Object argument = i < arguments.size() ? arguments.get(i) : null;
            if (called.isAudio(i)) {
                WavAudio audio = WavAudio.open(WorkerJson.read(argument, Path.class));
                opened.add(audio);
                values[i] = audio;
            } else {
                values[i] = ValueReader.value(argument, called.parameter(i));
            }
        }
        return values;
    }

    private static RuntimeException rethrown(Throwable failure) throws InterruptedException {
        if (failure instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException known) {
            return known;
        }
        // A checked exception is what the ability announces: something outside failed, and its message tells what.
        String message = failure.getMessage();
        return new BackendException(
                ErrorKind.EXTERNAL, message == null ? failure.getClass().getSimpleName() : message, failure);
    }

    private static WorkerException unsupported(String message) {
        return new WorkerException(WorkerErrorKind.UNSUPPORTED, message);
    }
}
