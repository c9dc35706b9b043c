package org.whisperbench.shell;

import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/** Shows a report's text where Gogo would show the record. */
final class PromptConverter implements Converter {

    private final Colours colours;

    PromptConverter(Colours colours) {
        this.colours = colours;
    }

    @Override
    public @Nullable Object convert(Class<?> type, Object value) {
        return null;
    }

    @Override
    public @Nullable CharSequence format(Object target, int level, Converter escape) {
        if (target instanceof Answer.Failure failure) {
            String text = String.join("\n", failure.lines());
            return isShown() ? colours.problem(text) : text;
        }
        if (!Reports.knows(target)) {
            return null;
        }
        String text = Reports.text(target);
        return isShown() ? colours.states(text) : text;
    }

    /** Whether it is a person who reads it rather than the next command of a pipeline. */
    private static boolean isShown() {
        Process process = Process.Utils.current();
        return process == null || process.isTty(1);
    }
}
