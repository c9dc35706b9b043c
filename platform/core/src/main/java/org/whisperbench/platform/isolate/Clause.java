package org.whisperbench.platform.isolate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A clause of a header of a bundle, see OSGi Core, section 3.2.3.
 *
 * @param targets what it is about, such as paths
 * @param parameters attributes and directives by lower-case name; each may occur more than once
 */
record Clause(List<String> targets, Map<String, List<String>> parameters) {

    /** Returns the clauses of a header; none if the bundle does not have it. */
    static List<Clause> of(@Nullable String header) {
        return header == null || header.isBlank()
                ? List.of()
                : split(header, ',').stream().map(Clause::one).toList();
    }

    private static Clause one(String text) {
        List<String> targets = new ArrayList<>();
        Map<String, List<String>> parameters = new HashMap<>();
        for (String part : split(text, ';')) {
            List<String> sides = split(part, '=');
            if (sides.size() == 1) {
                targets.add(unquoted(part));
            } else {
                String name = sides.get(0).replaceFirst(":$", "").strip().toLowerCase(Locale.ROOT);
                String value = unquoted(part.substring(part.indexOf('=') + 1).strip());
                parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return new Clause(List.copyOf(targets), Map.copyOf(parameters));
    }

    /** Returns the values of a parameter. */
    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator && !quoted) {
                parts.add(part.toString().strip());
                part.setLength(0);
                continue;
            }
            quoted ^= c == '"' && !escaped;
            escaped = quoted && c == '\\' && !escaped;
            part.append(c);
        }
        parts.add(part.toString().strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }
}
