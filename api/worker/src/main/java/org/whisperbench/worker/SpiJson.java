package org.whisperbench.worker;

import org.whisperbench.api.Availability;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import tools.jackson.core.JacksonException;

/** The values of {@code org.whisperbench.api} as text, in the form in which they cross to a worker and back. */
public final class SpiJson {

    private SpiJson() {}

    /**
     * Writes a value.
     *
     * @param value a record of {@code org.whisperbench.api}
     * @return JSON
     * @throws IllegalArgumentException if it cannot be written
     */
    public static String write(Object value) {
        return WorkerJson.text(WorkerJson.tree(value, declared(value)));
    }

    /** A member of a sealed type is written as such, so that it carries its name. */
    private static Class<?> declared(Object value) {
        if (value instanceof Availability) {
            return Availability.class;
        }
        if (value instanceof ModelSource) {
            return ModelSource.class;
        }
        return value instanceof ModelFile.Evidence ? ModelFile.Evidence.class : value.getClass();
    }

    /**
     * Reads a value.
     *
     * @param <T> its type
     * @param json what {@link #write} returned
     * @param type its type; of a member of a sealed type, that sealed type or the member's own
     * @return the value
     * @throws IllegalArgumentException if the text is no such value
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return WorkerJson.read(WorkerJson.parse(json), type);
        } catch (JacksonException e) {
            throw refused(json, type, e.getOriginalMessage(), e);
        } catch (JsonMismatch e) {
            throw refused(json, type, e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refused(String json, Class<?> type, String why, RuntimeException cause) {
        return new IllegalArgumentException("'" + json + "' is no " + type.getSimpleName() + ": " + why, cause);
    }
}
