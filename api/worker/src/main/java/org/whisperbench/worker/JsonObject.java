package org.whisperbench.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An object of JSON. Its members are objects, lists, {@link String}, {@link Number}, {@link Boolean} or null. Asking for a
 * member that is missing, or of another kind, gives an empty value. One thread fills it; then any number may read it.
 */
final class JsonObject {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** Sets a member. */
    JsonObject put(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    Map<String, @Nullable Object> members() {
        return Collections.unmodifiableMap(members);
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    @Nullable
    Object get(String name) {
        return members.get(name);
    }

    /** Returns a text, or an empty one. */
    String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    boolean isText(String name) {
        return members.get(name) instanceof String;
    }

    /** Returns a whole number, or empty. */
    OptionalLong whole(String name) {
        return members.get(name) instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Returns a number, or 0. */
    double number(String name) {
        return members.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Returns an object, or an empty one. */
    JsonObject object(String name) {
        return members.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    @Override
    public String toString() {
        return WorkerJson.text(this);
    }
}
