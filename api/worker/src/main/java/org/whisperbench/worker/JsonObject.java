package org.whisperbench.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An object of JSON. Its members are objects, lists, {@link String}, {@link Number}, {@link Boolean} or null. Asking for a
 * member that is missing, or of another kind, gives an empty value. One thread fills it; then any number may read it.
 */
public final class JsonObject {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** Creates an object without members. */
    public JsonObject() {}

    /**
     * Reads a text.
     *
     * @param text JSON
     * @return the object
     * @throws IllegalArgumentException if it is no object of JSON
     */
    public static JsonObject parse(String text) {
        try {
            if (WorkerJson.parse(text) instanceof JsonObject object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("it is no object");
    }

    /**
     * Sets a member.
     *
     * @param name its name
     * @param value its value
     * @return this
     */
    public JsonObject put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    /**
     * Returns the members.
     *
     * @return their values by name, in the order of the text
     */
    public Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(members);
    }

    /**
     * Returns whether there is a member, if only null.
     *
     * @param name its name
     * @return whether it is there
     */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    @Nullable
    Object get(String name) {
        return members.get(name);
    }

    /**
     * Returns a text.
     *
     * @param name name of the member
     * @return the text, or an empty one
     */
    public String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    boolean isText(String name) {
        return members.get(name) instanceof String;
    }

    /**
     * Returns a whole number.
     *
     * @param name name of the member
     * @return the number, or empty
     */
    public OptionalLong whole(String name) {
        return members.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /**
     * Returns a number.
     *
     * @param name name of the member
     * @return the number, or 0
     */
    public double number(String name) {
        return members.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /**
     * Returns a list.
     *
     * @param name name of the member
     * @return its elements, or an empty list
     */
    public List<? extends @Nullable Object> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    /**
     * Returns an object.
     *
     * @param name name of the member
     * @return the object, or one without members
     */
    public JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    @Override
    public String toString() {
        return WorkerJson.text(this);
    }
}
