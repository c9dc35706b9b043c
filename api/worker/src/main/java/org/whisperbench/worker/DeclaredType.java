package org.whisperbench.worker;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A declared type with nothing left open: wildcards stand for their bounds, and the variables of a generic record for what
 * is in their place. Both directions go by it, so that what is written by a type can be read by it.
 *
 * @param raw the class
 * @param arguments what stands for its parameters
 */
record DeclaredType(Class<?> raw, List<DeclaredType> arguments) {

    /** Stands for the type of a value that was declared nowhere: its own. */
    private static final class Own {}

    private static final DeclaredType OWN = new DeclaredType(Own.class, List.of());

    static DeclaredType of(Class<?> plain) {
        return new DeclaredType(plain, List.of());
    }

    /**
     * Returns a type as it is where variables stand for something.
     *
     * @throws DoesNotCross if it stays open
     */
    static DeclaredType of(Type type, Map<TypeVariable<?>, DeclaredType> known) {
        if (type instanceof Class<?> plain) {
            return of(plain);
        }
        if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return of(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0], known);
        }
        if (type instanceof ParameterizedType generic) {
            List<DeclaredType> arguments = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                arguments.add(of(argument, known));
            }
            return new DeclaredType((Class<?>) generic.getRawType(), List.copyOf(arguments));
        }
        if (type instanceof TypeVariable<?> variable) {
            DeclaredType stands = known.get(variable);
            if (stands == null) {
                throw new DoesNotCross("nothing tells what '" + variable + "' of '" + variable.getGenericDeclaration()
                        + "' stands for, so that it does not cross to another process");
            }
            return stands;
        }
        throw DoesNotCross.type(type);
    }

    /** Returns the type of a value that was declared nowhere. */
    static DeclaredType own(Object value) {
        if (value instanceof Map) {
            return new DeclaredType(Map.class, List.of(of(String.class), OWN));
        }
        if (value instanceof Collection) {
            return new DeclaredType(value instanceof Set ? Set.class : List.class, List.of(OWN));
        }
        if (value instanceof Path) {
            return of(Path.class);
        }
        return of(value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass());
    }

    /** Returns this, or the value's own type if none was declared. */
    DeclaredType orOwn(Object value) {
        return raw == Own.class ? own(value) : this;
    }

    /** Returns the type of what this holds, such as the elements of a list. */
    DeclaredType argument(int index) {
        if (arguments.size() <= index) {
            throw new DoesNotCross("a '" + raw.getSimpleName() + "' without types does not cross to another process");
        }
        return arguments.get(index);
    }

    /** Returns the type of a component of this record. */
    DeclaredType component(RecordComponent component) {
        Type type = component.getGenericType();
        return type instanceof Class<?> plain ? of(plain) : of(type, parameters());
    }

    private Map<TypeVariable<?>, DeclaredType> parameters() {
        Map<TypeVariable<?>, DeclaredType> known = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < Math.min(variables.length, arguments.size()); i++) {
            known.put(variables[i], arguments.get(i));
        }
        return known;
    }

    boolean isVariants() {
        // An enum whose constants have bodies is sealed as well.
        return raw.isSealed() && !raw.isEnum();
    }

    /** Returns the records that a sealed type permits, those of the sealed types that it permits among them. */
    List<DeclaredType> variants() {
        List<DeclaredType> all = new ArrayList<>();
        for (Class<?> permitted : raw.getPermittedSubclasses()) {
            DeclaredType one = permitted(permitted);
            if (one.isVariants()) {
                all.addAll(one.variants());
            } else {
                all.add(one);
            }
        }
        return all;
    }

    /** What this type's arguments are for one that it permits: what the other hands on. */
    private DeclaredType permitted(Class<?> permitted) {
        TypeVariable<?>[] variables = permitted.getTypeParameters();
        if (variables.length == 0) {
            return of(permitted);
        }
        Map<Type, DeclaredType> known = new HashMap<>();
        for (Type above : permitted.getGenericInterfaces()) {
            if (above instanceof ParameterizedType generic && generic.getRawType() == raw) {
                Type[] handed = generic.getActualTypeArguments();
                for (int i = 0; i < Math.min(handed.length, arguments.size()); i++) {
                    known.put(handed[i], arguments.get(i));
                }
            }
        }
        boolean told = Arrays.stream(variables).allMatch(known::containsKey);
        return new DeclaredType(
                permitted, told ? Arrays.stream(variables).map(known::get).toList() : List.of());
    }

    /** Returns what the variables of an interface and of all above it stand for. */
    static Map<TypeVariable<?>, DeclaredType> above(Class<?> kind) {
        Map<TypeVariable<?>, DeclaredType> known = new HashMap<>();
        collect(kind, known);
        return known;
    }

    private static void collect(Class<?> kind, Map<TypeVariable<?>, DeclaredType> known) {
        for (Type above : kind.getGenericInterfaces()) {
            Class<?> raw = (Class<?>) (above instanceof ParameterizedType generic ? generic.getRawType() : above);
            try {
                known.putAll(of(above, known).parameters());
            } catch (DoesNotCross e) {
                // What stays open is refused where a method needs it.
            }
            collect(raw, known);
        }
    }

    @Override
    public String toString() {
        return raw.getTypeName();
    }
}
