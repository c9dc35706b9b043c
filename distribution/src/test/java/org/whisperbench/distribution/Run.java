package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a command ended.
 *
 * @param command its words
 * @param exitCode what the process returned
 * @param out standard output
 * @param err standard error
 */
record Run(String command, int exitCode, String out, String err) {

    static final int WELL = 0;
    static final int NOT_WELL = 1;
    static final int USAGE = 2;
    static final int NOT_TRIED = 3;

    /** What only a reader of our sources could understand: frames of a stack, and names of classes and exceptions. */
    private static final Pattern INSIDES = Pattern.compile(
            "^\\s+at \\S+\\(|\\b(?:[a-z]\\w*\\.){2,}[A-Z]\\w*|\\w+(?:Exception|Error)\\b", Pattern.MULTILINE);

    private static final Pattern PROGRESS = Pattern.compile("\\S.* \\(\\d+ %\\)");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Fails unless the command ended with this code and shows nothing of its insides. */
    Run ends(int code) {
        assertEquals(code, exitCode, this::toString);
        assertFalse(INSIDES.matcher(out).find(), this::toString);
        assertFalse(INSIDES.matcher(err).find(), this::toString);
        return this;
    }

    /** Fails unless the command says this on standard error, in one line beside progress, and nothing on standard output. */
    void failsWith(int code, String message) {
        ends(code);
        assertEquals("", out, this::toString);
        assertEquals(List.of("whisperbench: " + message), notes(), this::toString);
    }

    /** Fails unless the command says this in a JSON document, too. */
    void failsAsJson(int code, String kind, String message) {
        ends(code);
        assertEquals(kind, json().at("/error/kind").asString());
        assertEquals(message, json().at("/error/message").asString());
        assertEquals(1, json().size(), this::toString);
        assertEquals(List.of("whisperbench: " + message), notes(), this::toString);
    }

    /** Fails unless standard output shows this; how far columns are apart does not count. */
    Run shows(String text) {
        assertTrue(squeezed(out).contains(squeezed(text)), () -> "no '" + text + "' in " + this);
        return this;
    }

    /** Columns of a table two spaces apart, whatever else is in them. */
    static String squeezed(String table) {
        return table.replaceAll(" {2,}", "  ");
    }

    /** The one JSON document that is all of standard output. */
    JsonNode json() {
        return JSON.readTree(out);
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** The lines of standard error that are not progress. */
    List<String> notes() {
        return err.lines().filter(line -> !PROGRESS.matcher(line).matches()).toList();
    }

    @Override
    public String toString() {
        return "'whisperbench %s' ended with %d%n--- standard output%n%s--- standard error%n%s---"
                .formatted(command, exitCode, out, err);
    }
}
