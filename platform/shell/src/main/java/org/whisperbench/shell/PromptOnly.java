package org.whisperbench.shell;

import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.whisperbench.platform.report.JsonReports;

/** The commands that make sense at the prompt only. */
enum PromptOnly {
    JSON("json", "Write what a command returned as JSON: json (check -m tiny)."),
    QUIT("quit", "Leave the prompt; so does Ctrl-D."),
    EXIT("exit", "Leave the prompt.");

    /** A session that has it leaves by itself after the line; others, by the end of the framework. */
    static final String LEAVING = ".leaving";

    private final String word;
    private final String description;

    PromptOnly(String word, String description) {
        this.word = word;
        this.description = description;
    }

    String word() {
        return word;
    }

    static List<Suggestion> suggestions() {
        return Arrays.stream(values())
                .map(c -> new Suggestion(c.word, c.description, Suggestions.COMMANDS))
                .toList();
    }

    static List<String> help() {
        return Arrays.stream(values())
                .map(c -> "  %-11s %s".formatted(c.word, c.description))
                .toList();
    }

    Function function(BundleContext context) {
        return switch (this) {
            case JSON -> (session, values) -> new JsonReports().write(values.size() == 1 ? values.get(0) : values);
            case QUIT, EXIT ->
                (session, values) -> {
                    if (session.get(LEAVING) == null) {
                        context.getBundle(0).stop();
                    } else {
                        session.put(LEAVING, true);
                    }
                    return null;
                };
        };
    }
}
