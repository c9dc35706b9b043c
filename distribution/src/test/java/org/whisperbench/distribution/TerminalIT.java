package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The prompt as a person at a terminal has it: typed at, completed, cancelled, left. */
@EnabledIf(value = "org.whisperbench.distribution.Terminal#isThere", disabledReason = "needs script of util-linux")
final class TerminalIT {

    @TempDir
    private Path folder;

    private final List<Terminal> opened = new ArrayList<>();
    private Archive archive;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
    }

    @AfterEach
    void close() {
        opened.forEach(Terminal::close);
    }

    @Test
    void commandsOptionsBackendsModelsAndFilesAreCompleted() throws IOException, InterruptedException {
        Terminal terminal = open(Cli.of(archive).with("NO_COLOR", "1"));

        terminal.type("backe" + Terminal.TAB).awaits("backends ");
        terminal.type(Terminal.ENTER).awaits("onnx ");
        terminal.type("check --time" + Terminal.TAB).awaits("--timeout");
        terminal.type(Terminal.CTRL_U + "check -b on" + Terminal.TAB).awaits("onnx");
        terminal.type(Terminal.CTRL_U + "check -b onnx -m onnx/nano-digits.en" + Terminal.TAB)
                .awaits("onnx/nano-digits.en-int8");
        terminal.type(Terminal.CTRL_U + "cd samp" + Terminal.TAB).awaits("cd samples");
        terminal.type(Terminal.ENTER);
        String heard = terminal.runs("transcribe -b onnx digits-05" + Terminal.TAB, "nine four six seven two three");
        assertTrue(heard.contains("digits-05.wav"), heard);
    }

    @Test
    void ctrlCCancelsTheCommandAndNothingElse() throws IOException, InterruptedException {
        slowExample();
        Terminal terminal = open(Cli.of(archive).with("NO_COLOR", "1"));

        // The second file says that the first is over; there is time to press the key until the last one is.
        terminal.type("transcribe -b example samples/digits-*.wav; echo not-\"reached\"" + Terminal.ENTER)
                .awaits("transcribing digits-02.wav");
        String answer = terminal.type(Terminal.CTRL_C).awaitsPromptAfter("cancelled");

        assertTrue(answer.contains("digits-01.wav: "), answer);
        assertFalse(answer.contains("not-reached"), answer);
        assertFalse(answer.contains("Exception"), answer);
        terminal.runs("transcribe -b onnx samples/digits-05.wav", "nine four six seven two three");
        // With nothing to cancel it takes the line away.
        terminal.type("quit" + Terminal.CTRL_C).awaits("whisperbench> ");
        terminal.runs("backends", "onnx ");
        terminal.type(Terminal.CTRL_D);
        assertEquals(0, terminal.ends());
    }

    @Test
    void ctrlCAtAQuestionIsNoAnswer() throws IOException, InterruptedException {
        Path old = Files.createDirectories(archive.user().resolve(".cache/whisperbench/jvm"))
                .resolve("1-17.jsa");
        Files.writeString(old, "an archive of classes");
        Terminal terminal = open(Cli.of(archive).with("NO_COLOR", "1"));

        terminal.type("doctor --clean" + Terminal.ENTER).awaits("delete them? [y/N] ");
        terminal.type(Terminal.CTRL_C).awaitsPromptAfter("nothing was deleted");
        assertTrue(Files.exists(old));
        terminal.type("doctor --clean" + Terminal.ENTER).awaits("delete them? [y/N] ");
        terminal.type("y" + Terminal.ENTER).awaitsPromptAfter("deleted");

        assertFalse(Files.exists(old));
        terminal.runs("backends", "onnx ");
    }

    @Test
    void linesAreRememberedInTheFolderOfTheUserAndNowhereElse() throws IOException, InterruptedException {
        Terminal terminal = open(Cli.of(archive).with("NO_COLOR", "1"));
        terminal.runs("backends", "onnx ");
        terminal.type("quit" + Terminal.ENTER);
        assertEquals(0, terminal.ends());

        Terminal again = open(Cli.of(archive).with("NO_COLOR", "1"));
        again.type(Terminal.UP).awaits("quit");
        again.type(Terminal.UP).awaits("backends");
        again.type(Terminal.ENTER).awaits("onnx ");

        assertTrue(Files.isRegularFile(archive.user().resolve(".local/state/whisperbench/history")));
        assertFalse(Files.exists(archive.user().resolve(".gogo.history")));
    }

    /** What comes through it are the keys, for each command that hears sound. */
    @Test
    void standardInputIsNoSound() throws IOException, InterruptedException {
        Terminal terminal = open(Cli.of(archive).with("NO_COLOR", "1"));

        for (String line : List.of(
                "transcribe -b onnx -", "benchmark -b onnx -a -", "parity onnx/nano-digits onnx/nano-digits -a -")) {
            String answer = terminal.type(line + Terminal.ENTER).awaitsPromptAfter("is no sound at the prompt");
            assertTrue(answer.contains("name a file, or run 'whisperbench " + line.split(" ", 2)[0]), answer);
        }
    }

    @Test
    void coloursComeAtATerminalUnlessTheUserWantsNone() throws IOException, InterruptedException {
        Terminal terminal = open(Cli.of(archive));
        terminal.runs("backends", "onnx ");
        terminal.runs("nonsense", "there is no command");
        assertTrue(terminal.raw().contains("\u001b[32mavailable"), terminal::raw);
        assertTrue(terminal.raw().contains("\u001b[31mthere is no command 'nonsense'"), terminal::raw);
        terminal.close();

        Terminal again = open(Cli.of(archive).with("NO_COLOR", "1"));
        again.runs("backends", "onnx ");
        again.runs("nonsense", "there is no command");
        assertFalse(again.raw().matches("(?s).*\u001b\\[[0-9;]*(?:3|9)[0-7]m.*"), again::raw);
    }

    private Terminal open(Cli cli) throws IOException, InterruptedException {
        Terminal terminal = Terminal.open(cli);
        opened.add(terminal);
        return terminal;
    }

    /** The example backend takes two seconds for every file; its model stays as long as it is declared. */
    private void slowExample() throws IOException {
        Files.copy(archive.example(), archive.hotFolder().resolve("example.jar"));
        Path answer = archive.home().resolve("models/example/answer.properties");
        long length = Files.size(answer);
        Files.writeString(answer, "text=four one six two\ndelay.millis=2000\n");
        assertEquals(length, Files.size(answer));
    }
}
