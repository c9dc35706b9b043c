package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the documents show of whole lines typed into a shell, {@code <!-- typed: LINE -->}, refusals among them: what is printed
 * on both streams, without progress. The installation's {@code bin} is on the path, and its folder is the current one.
 */
@DisabledOnOs(OS.WINDOWS)
final class TypedScreensIT {

    private static final Pattern PROGRESS = Pattern.compile("\\S.* \\(\\d+ %\\)");
    /** Options of the command that need a microphone, the network, another machine, or a crash to show something. */
    private static final List<String> NOT_SHOWN =
            List.of("--record", "--recommended", "--download", "--in-process", "--timeout", "--help");

    private static Archive archive;
    private static Page.Shell shell;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        shell = new Page.Shell(
                archive.home(), Map.of("HOME", archive.user().toString(), "WHISPERBENCH_CLASS_ARCHIVE", "off"));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void documentsShowWhatIsPrinted(Screens.Screen screen) throws IOException, InterruptedException {
        String line = "PATH=\"$PWD/bin:$PATH\"; exec 2>&1; " + screen.command();

        Page.Typed typed = shell.type("set +e; " + line, "");

        String printed =
                typed.out().lines().filter(l -> !PROGRESS.matcher(l).matches()).reduce("", (all, l) -> all + l + "\n");
        assertTrue(typed.exitCode() >= 0 && typed.exitCode() < 4, typed::toString);
        Screens.compare(screen, Screens.shown(printed, archive));
    }

    /** The page on transcribing shows every option that the command's help names. */
    @Test
    void everyOptionOfTranscribeIsShown() throws IOException, InterruptedException {
        String shown = screens().stream()
                .filter(screen -> screen.toString().startsWith("transcribe.md"))
                .map(Screens.Screen::command)
                .reduce("", (all, command) -> all + command + " ");
        Matcher option = Pattern.compile("--[a-z-]+")
                .matcher(Cli.of(archive).run("transcribe", "--help").out());
        int found = 0;
        while (option.find()) {
            String name = option.group();
            found++;
            assertTrue(NOT_SHOWN.contains(name) || shown.contains(name), () -> "no screen with '" + name + "'");
        }
        assertTrue(found > 15, "the help names options");
        assertEquals(0, NOT_SHOWN.stream().filter(shown::contains).count(), "what is shown is not excused");
    }

    static List<Screens.Screen> screens() throws IOException {
        return Screens.of("typed", Path.of(System.getProperty("whisperbench.checkout")));
    }
}
