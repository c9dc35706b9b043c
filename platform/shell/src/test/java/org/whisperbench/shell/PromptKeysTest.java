package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that a command of the prompt waits for, as with '--record'. */
@Timeout(60)
class PromptKeysTest {

    private final PipedOutputStream person = new PipedOutputStream();

    @Test
    void enterIsAnEndOfLineHoweverTheTerminalSendsIt() throws IOException {
        try (Terminal terminal = terminal()) {
            push("a\r");
            PromptKeys keys = new PromptKeys(terminal);

            assertEquals('a', keys.read());
            assertEquals('\n', keys.read());
        }
    }

    @Test
    void whoIsInterruptedTakesNoKeyAwayFromThePrompt() throws IOException {
        try (Terminal terminal = terminal()) {
            PromptKeys keys = new PromptKeys(terminal);

            Thread.currentThread().interrupt();
            assertThrows(InterruptedIOException.class, keys::read);
            assertTrue(Thread.interrupted());

            push("b");
            assertEquals('b', terminal.reader().read());
        }
    }

    @Test
    void onlyThePromptHasKeys() throws IOException {
        ProgressLines lines = new ProgressLines(
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), () -> 0);
        try (Terminal terminal = terminal()) {
            assertFalse(lines.isPrompt());
            assertTrue(lines.keys().isEmpty());
            assertTrue(lines.asking(new PromptQuestion(terminal)).isPrompt());
            assertTrue(lines.asking(new PromptQuestion(terminal)).keys().isPresent());
        }
    }

    private Terminal terminal() throws IOException {
        return new DumbTerminal(new PipedInputStream(person), OutputStream.nullOutputStream());
    }

    private void push(String keys) throws IOException {
        person.write(keys.getBytes(StandardCharsets.US_ASCII));
        person.flush();
    }
}
