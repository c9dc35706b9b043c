package org.whisperbench.shell;

import java.util.function.UnaryOperator;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/**
 * Asks the person at the prompt with the prompt's own reader of lines, which hears Ctrl-C and Ctrl-D: both are no answer.
 *
 * @param terminal of the session
 */
record PromptQuestion(Terminal terminal) implements UnaryOperator<String> {

    @Override
    public String apply(String question) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .variable(LineReader.DISABLE_HISTORY, true)
                .variable(LineReader.DISABLE_COMPLETION, true)
                .build();
        try {
            return reader.readLine(question);
        } catch (UserInterruptException | EndOfFileException e) {
            return "";
        }
    }
}
