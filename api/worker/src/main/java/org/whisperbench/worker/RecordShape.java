package org.whisperbench.worker;

import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record is taken apart and put together.
 *
 * @param <R> the record
 */
final class RecordShape<R> {

    /** Kept with the classes, and collected with them. */
    private static final ClassValue<RecordShape<?>> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape<?> computeValue(Class<?> type) {
            return new RecordShape<>(type);
        }
    };

    private final List<RecordComponent> components;
    private final Constructor<R> constructor;

    private RecordShape(Class<R> type) {
        RecordComponent[] all = type.getRecordComponents();
        components = List.of(all);
        try {
            components.forEach(component -> component.getAccessor().setAccessible(true));
        } catch (InaccessibleObjectException e) {
            throw new DoesNotCross("record '" + type.getTypeName() + "' does not let itself be read", e);
        }
        try {
            constructor = type.getDeclaredConstructor(
                    Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has a canonical constructor", e);
        }
        constructor.setAccessible(true);
    }

    @SuppressWarnings("unchecked") // made from the same class
    static <R> RecordShape<R> of(Class<R> type) {
        return (RecordShape<R>) SHAPES.get(type);
    }

    List<RecordComponent> components() {
        return components;
    }

    @Nullable
    Object value(Object record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (InvocationTargetException e) {
            throw new DoesNotCross("it cannot be read: " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("component '" + component + "' cannot be read", e);
        }
    }

    /**
     * Makes a record.
     *
     * @throws JsonMismatch if the record refuses a value
     */
    R make(Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            Throwable refusal = e.getCause() == null ? e : e.getCause();
            throw new JsonMismatch(String.valueOf(refusal.getMessage()), refusal);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("record cannot be made with " + constructor, e);
        }
    }
}
