package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.whisperbench.api.DecodingOption;

/**
 * What the documents show of whole lines typed into a shell, {@code <!-- typed: LINE -->}, refusals among them: what is printed
 * on both streams, without progress. The installation's {@code bin} is on the path, and its folder is the current one.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("long")
final class TypedScreensIT {

    private static final Pattern PROGRESS = Pattern.compile("\\S.* \\(\\d+ %\\)");

    private static Archive archive;
    private static Page.Shell shell;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        addMultilingualModel(archive.home().resolve("tiny-multilingual"));
        shell = new Page.Shell(
                archive.home(), Map.of("HOME", archive.user().toString(), "WHISPERBENCH_CLASS_ARCHIVE", "off"));
    }

    /** Random weights that {@code tiny_whisper.py} of backend-onnx wrote: no multilingual model is bundled. */
    private static void addMultilingualModel(Path folder) throws IOException {
        Path from = Path.of(
                System.getProperty("whisperbench.checkout"),
                "distribution/src/test/resources/org/whisperbench/distribution/tiny-multilingual");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("screens")
    void documentsShowWhatIsPrinted(Screens.Screen screen) throws IOException, InterruptedException {
        assumeFalse(screen.command().contains("--record") && hasMicrophone(), "this machine has a microphone");
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
        List<String> words = wordsOfTranscribe();
        Matcher option = Pattern.compile("--[a-z-]+")
                .matcher(Cli.of(archive).run("transcribe", "--help").out());
        int found = 0;
        while (option.find()) {
            String name = option.group();
            found++;
            assertTrue(words.contains(name), () -> "no screen with '" + name + "'");
        }
        assertTrue(found > 20, "the help names options");
    }

    /** And every option of decoding that engines may know, whether it has a flag of its own or not. */
    @Test
    void everyOptionOfDecodingIsShown() throws IOException {
        List<String> words = wordsOfTranscribe();
        for (DecodingOption option : DecodingOption.values()) {
            assertTrue(
                    words.contains("--" + option.key())
                            || words.stream().anyMatch(word -> word.startsWith(option.key() + "=")),
                    () -> "no screen with '" + option.key() + "'");
        }
    }

    private static List<String> wordsOfTranscribe() throws IOException {
        return screens().stream()
                .filter(screen -> screen.toString().startsWith("transcribe.md"))
                .flatMap(screen -> Arrays.stream(screen.command().split(" ")))
                .toList();
    }

    private static boolean hasMicrophone() {
        return Arrays.stream(AudioSystem.getMixerInfo())
                .flatMap(mixer -> Arrays.stream(AudioSystem.getMixer(mixer).getTargetLineInfo()))
                .anyMatch(line -> TargetDataLine.class.isAssignableFrom(line.getLineClass()));
    }

    static List<Screens.Screen> screens() throws IOException {
        return Screens.of("typed", Path.of(System.getProperty("whisperbench.checkout")));
    }
}
