package org.whisperbench.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Audio;
import org.whisperbench.api.SpeechModel;

/** The worker's side of a call of an ability: an interface that a model offers beside its own. One thread uses it. */
final class AbilityCall {

    private final ClassLoader loader;
    private final String kind;

    AbilityCall(ClassLoader loader, String kind) {
        this.loader = loader;
        this.kind = kind;
    }

    /** Names a method so that overloads differ. */
    static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
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
        Method called = Arrays.stream(type.orElseThrow().getMethods())
                .filter(one -> signature(one).equals(method))
                .findFirst()
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

    private static @Nullable Object invoke(Object target, Method method, List<?> arguments)
            throws InterruptedException {
        List<WavAudio> opened = new ArrayList<>();
        try {
            Object[] values = values(method.getGenericParameterTypes(), arguments, opened);
            method.setAccessible(true);
            Object result = method.invoke(target, values);
            return ValueTree.of(result, method.getReturnType());
        } catch (InvocationTargetException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("interface '" + method.getDeclaringClass() + "' is not public", e);
        } finally {
            opened.forEach(WavAudio::close);
        }
    }

    private static Object[] values(Type[] types, List<?> arguments, List<WavAudio> opened) {
        Object[] values = new Object[types.length];
        for (int i = 0; i < values.length; i++) {
            Object argument = i < arguments.size() ? arguments.get(i) : null;
            if (types[i] == Audio.class) {
                WavAudio audio = WavAudio.open(WorkerJson.read(argument, Path.class));
                opened.add(audio);
                values[i] = audio;
            } else {
                values[i] = ValueReader.value(argument, types[i]);
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
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    private static WorkerException unsupported(String message) {
        return new WorkerException(WorkerErrorKind.UNSUPPORTED, message);
    }
}
