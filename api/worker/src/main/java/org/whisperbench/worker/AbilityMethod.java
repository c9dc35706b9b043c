package org.whisperbench.worker;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.whisperbench.api.Audio;

/**
 * A method of an ability: both sides find the same one, and write and read by the same types.
 *
 * @param method the method, nearest to the ability where several override each other
 * @param known what the variables of the ability and of the interfaces above it stand for
 */
record AbilityMethod(Method method, Map<TypeVariable<?>, DeclaredType> known) {

    /** Returns what a call of a method of the ability, or of an interface above it, means. */
    static AbilityMethod of(Class<?> kind, Method called) {
        // A bridge has lost its types; the compiler made it for a method of the same interface that has them.
        Method real = called.isBridge()
                ? candidates(kind)
                        .filter(one -> isBridged(one, called))
                        .findFirst()
                        .orElse(called)
                : called;
        return named(kind, signature(real)).orElseGet(() -> new AbilityMethod(real, DeclaredType.above(kind)));
    }

    /** Returns the method with a signature. */
    static Optional<AbilityMethod> named(Class<?> kind, String signature) {
        return candidates(kind)
                .filter(one -> signature(one).equals(signature))
                .reduce((one, other) -> one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one)
                .map(one -> new AbilityMethod(one, DeclaredType.above(kind)));
    }

    private static Stream<Method> candidates(Class<?> kind) {
        return Arrays.stream(kind.getMethods())
                .filter(one -> !one.isBridge() && !Modifier.isStatic(one.getModifiers()));
    }

    private static boolean isBridged(Method real, Method bridge) {
        Class<?>[] narrow = real.getParameterTypes();
        Class<?>[] wide = bridge.getParameterTypes();
        boolean fits = real.getName().equals(bridge.getName())
                && narrow.length == wide.length
                && bridge.getReturnType().isAssignableFrom(real.getReturnType());
        for (int i = 0; fits && i < wide.length; i++) {
            fits = wide[i].isAssignableFrom(narrow[i]);
        }
        return fits;
    }

    /** Names the method so that overloads differ. */
    String signature() {
        return signature(method);
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(",", method.getName() + "(", ")"));
    }

    int parameterCount() {
        return method.getParameterCount();
    }

    /** Returns the type of a parameter, or throws {@link DoesNotCross}. */
    DeclaredType parameter(int index) {
        return DeclaredType.of(method.getGenericParameterTypes()[index], known);
    }

    /** Returns whether a parameter is audio, which crosses as the path of its file. */
    boolean isAudio(int index) {
        return parameter(index).raw() == Audio.class;
    }

    /** Returns the type of the result, or throws {@link DoesNotCross}. */
    DeclaredType result() {
        return DeclaredType.of(method.getGenericReturnType(), known);
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
