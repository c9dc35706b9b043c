package org.whisperbench.platform.bench;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The conditions under which an engine worked, as far as it tells them, by one name each whatever the engine calls them. A
 * condition that an engine does not tell sets it apart from nobody.
 */
public final class InForce {

    /** What is told instead of a value that is not known. */
    public static final String UNKNOWN = "unknown";

    private static final String FAMILY = "family";
    private static final String BEAM = "beam";
    private static final String LANGUAGE = "language";
    /** Names that engines and options have for the number of beams. */
    private static final List<String> BEAMS = List.of(BEAM, "beam-size", "decoding");

    private static final String PREVIOUS = "condition-on-previous-text";
    /** What engines say that do not know the option by its name: the previous text is the prompt of a window, or unused. */
    private static final String PREVIOUS_TEXT = "previous-text";

    private static final String VAD = "vad";
    /** What engines call it that cut the audio where nobody speaks: {@code vad} or {@code none}. */
    private static final String CHUNKING = "chunking";

    private static final Pattern BEAM_SEARCH = Pattern.compile("beam search, (\\d{1,4})");
    private static final String AS_ASKED = ", as asked";
    /** Values that say that the engine chose, but not what. */
    private static final Set<String> OPEN = Set.of("", UNKNOWN, "default", "the engine's own choice");

    /** The conditions that decide whether results may be compared. */
    private static final List<String> NAMES = List.of(
            BEAM,
            "temperature",
            "precision",
            VAD,
            LANGUAGE,
            "task",
            "threads",
            "fallback",
            "timestamps",
            "word-timestamps",
            "best-of",
            PREVIOUS,
            "batch");

    private InForce() {}

    /**
     * Returns what an engine tells of a condition.
     *
     * @param effective what was in force, by the engine's names
     * @param name of the condition; {@code beam} is the number of beams, of which 1 is greedy
     * @return the value, or {@link #UNKNOWN}
     */
    public static String told(Map<String, String> effective, String name) {
        return names(name).stream()
                .map(each -> standard(effective.getOrDefault(each, UNKNOWN).strip()))
                .filter(value -> !OPEN.contains(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static List<String> names(String name) {
        return switch (name) {
            case BEAM -> BEAMS;
            case PREVIOUS -> List.of(PREVIOUS, PREVIOUS_TEXT);
            case VAD -> List.of(VAD, CHUNKING);
            default -> List.of(name);
        };
    }

    private static String standard(String told) {
        // Of a number that the engine was given and does not tell again.
        String value = told.endsWith(AS_ASKED) ? told.substring(0, told.length() - AS_ASKED.length()) : told;
        Matcher search = BEAM_SEARCH.matcher(value);
        return switch (value) {
            case "greedy" -> "1";
            case "prompt" -> "true";
            case "unused", "none" -> "false";
            case "vad" -> "true";
            default -> search.matches() ? search.group(1) : value;
        };
    }

    /**
     * Returns the conditions that decide whether results may be compared.
     *
     * @param effective what was in force
     * @param requested what was asked for; the language is that one, since one that was detected is a result
     * @return those that are known, by their names
     */
    public static Map<String, String> conditions(Map<String, String> effective, Map<String, String> requested) {
        Map<String, String> known = new LinkedHashMap<>();
        for (String name : NAMES) {
            String value = told(name.equals(LANGUAGE) ? requested : effective, name);
            if (!value.equals(UNKNOWN)) {
                known.put(name, value);
            }
        }
        return known;
    }

    /** What was told at several times, by name; a value that is not always the same is named once for each. */
    static Map<String, String> together(List<Map<String, String>> told) {
        Map<String, Set<String>> values = new TreeMap<>();
        told.forEach(each -> each.forEach((name, value) ->
                values.computeIfAbsent(name, none -> new LinkedHashSet<>()).add(value)));
        Map<String, String> together = new TreeMap<>();
        // A value may have a comma of its own, as 'beam search, 3' has.
        values.forEach((name, each) -> together.put(name, String.join(", ", each)));
        return together;
    }

    /**
     * Tells how conditions differ that both know.
     *
     * @param first of one result
     * @param other of another one
     * @return such as {@code beam 5, not 1}; empty if nothing differs
     */
    public static String difference(Map<String, String> first, Map<String, String> other) {
        return other.entrySet().stream()
                .filter(condition -> !Setting.same(
                        first.getOrDefault(condition.getKey(), condition.getValue()), condition.getValue()))
                .map(condition -> "%s %s, not %s"
                        .formatted(condition.getKey(), condition.getValue(), first.get(condition.getKey())))
                .collect(Collectors.joining(", "));
    }

    /**
     * Returns the names across which results can be compared.
     *
     * @return sorted
     */
    public static Set<String> names() {
        Set<String> names = new TreeSet<>(NAMES);
        names.addAll(BEAMS);
        names.add(FAMILY);
        return names;
    }

    /** The conditions of a row, the family among them, but those across which it is compared. */
    static Map<String, String> of(BenchmarkRow.Measured row, Set<String> across) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put(FAMILY, row.subject().family());
        known.putAll(conditions(row.loaded().effective(), row.subject().requested()));
        known.keySet().removeAll(across);
        if (across.stream().anyMatch(BEAMS::contains)) {
            known.remove(BEAM);
        }
        return known;
    }
}
