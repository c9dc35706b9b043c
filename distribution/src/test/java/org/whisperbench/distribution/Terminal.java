package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The prompt at a pseudo-terminal, which the tool {@code script} of every Linux makes: keys go in, and what the screen is told
 * comes out.
 */
final class Terminal implements AutoCloseable {

    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String CTRL_U = "\u0015";
    static final String UP = "\u0010"; // Ctrl-P: what an arrow sends depends on the mode that the terminal is in
    static final String TAB = "\t";
    static final String ENTER = "\r";

    private static final long LIMIT_SECONDS = 120;
    private static final String SIGN = "whisperbench> ";
    /** What moves the cursor, paints or asks the terminal. */
    private static final Pattern CONTROL =
            Pattern.compile("\u001b(?:\\[[0-9;?<>=]*[ -/]*[@-~]|[=>()][A-Z0-9]?|\\][^\u0007]*\u0007)");

    private final Process process;
    private final Writer keys;
    private final Captured screen;
    private int seen;

    private Terminal(Process process) {
        this.process = process;
        this.keys = process.outputWriter(StandardCharsets.UTF_8);
        this.screen = Captured.of(process.getInputStream());
    }

    /** Whether this machine has the tool, in the form that takes a command. */
    static boolean isThere() {
        return System.getProperty("os.name").equals("Linux") && Files.isExecutable(Path.of("/usr/bin/script"));
    }

    /** Opens the prompt, and returns when it waits for keys. */
    static Terminal open(Cli cli) throws IOException, InterruptedException {
        Terminal terminal = running(cli, "");
        terminal.awaits(SIGN);
        return terminal;
    }

    /** Runs one command, whose words have nothing in them that a shell would replace. */
    static Terminal running(Cli cli, String words) throws IOException {
        Cli typed = cli.with("WB_SCRIPT", cli.script().toString())
                .with("TERM", "xterm")
                .with("SHELL", "/bin/sh")
                .script(Path.of("/usr/bin/script"));
        // Tests that were started in the background inherit that Ctrl-C is ignored; nobody's terminal is so.
        String heard = "env --default-signal=INT";
        String script = "\"$WB_SCRIPT\" " + words;
        String command =
                "stty rows 50 cols 120; " + heard + " true && exec " + heard + " " + script + "; exec " + script;
        return new Terminal(typed.process("-qefc", command, "/dev/null")
                .redirectErrorStream(true)
                .start());
    }

    /** Presses keys. */
    Terminal type(String text) throws IOException {
        seen = plain(screen.from(0)).length();
        keys.write(text);
        keys.flush();
        return this;
    }

    /** Waits until a text comes after the keys that were pressed last, and returns all that came since. */
    String awaits(String text) throws InterruptedException {
        int start = seen;
        String all = screen.await(
                raw -> plain(raw).indexOf(text, Math.min(start, plain(raw).length())) >= 0, "'" + text + "'");
        return plain(all).substring(start);
    }

    /** Runs a line until it has printed something and the prompt is there again, and returns all that came. */
    String runs(String line, String lastWords) throws IOException, InterruptedException {
        type(line + ENTER);
        return awaitsPromptAfter(lastWords);
    }

    /** Waits for a text and then the prompt, and returns all that came since the keys that were pressed last. */
    String awaitsPromptAfter(String lastWords) throws InterruptedException {
        int start = seen;
        String all = screen.await(
                raw -> {
                    String text = plain(raw);
                    int words = text.indexOf(lastWords, start);
                    return words >= 0 && text.indexOf(SIGN, words) >= 0;
                },
                "'" + lastWords + "' and the prompt");
        return plain(all).substring(start);
    }

    /** All that the terminal was told, with colours. */
    String raw() {
        return screen.from(0);
    }

    /** Waits for the end, and returns the exit code. */
    int ends() throws InterruptedException {
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), () -> "the prompt stays open: " + raw());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String plain(String raw) {
        return CONTROL.matcher(raw).replaceAll("").replace("\r", "");
    }
}
