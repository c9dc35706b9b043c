package org.whisperbench.shell;

import java.io.Console;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Colours for people at a terminal: states of models and backends by how well they are, problems red. Off where standard
 * output is no terminal, and where the user asks for none (<a href="https://no-color.org">NO_COLOR</a>).
 */
final class Colours {

    private static final String PLAIN = "\u001b[0m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";

    private static final Pattern BAD = Pattern.compile(
            "\\b(?:INCOMPLETE|TRUNCATED|CORRUPT|REF_DAMAGED|LOAD_FAILED|MISMATCH|CHECK_FAILED|broken)(?=\\s|$|:)");
    private static final Pattern GOOD = Pattern.compile("\\b(?:LOADABLE|PRESENT|available)(?=\\s|$)");
    private static final Pattern UNSURE =
            Pattern.compile("\\b(?:ABSENT|TIMEOUT|UNAVAILABLE|unavailable|warning)(?=\\s|$|:)");

    private final boolean on;

    Colours(boolean on) {
        this.on = on;
    }

    /**
     * Decides once for a process.
     *
     * @param terminal null where input or output is no terminal; the launcher sees to it that this holds on every JDK
     */
    static Colours of(Map<String, String> environment, @Nullable Console terminal) {
        return new Colours(terminal != null && areWanted(environment));
    }

    static boolean areWanted(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
    }

    boolean areOn() {
        return on;
    }

    /** Paints the words for states. */
    String states(String text) {
        if (!on) {
            return text;
        }
        String bad = BAD.matcher(text).replaceAll(RED + "$0" + PLAIN);
        String good = GOOD.matcher(bad).replaceAll(GREEN + "$0" + PLAIN);
        return UNSURE.matcher(good).replaceAll(YELLOW + "$0" + PLAIN);
    }

    /** Paints all of a text as a problem. */
    String problem(String text) {
        return on ? RED + text + PLAIN : text;
    }
}
