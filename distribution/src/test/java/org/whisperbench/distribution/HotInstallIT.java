package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that come, change and go while the prompt is open. */
final class HotInstallIT {

    @TempDir
    private Path folder;

    private Archive archive;
    private Prompt prompt;
    private Path dropped;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        prompt = Prompt.open(Cli.of(archive));
        dropped = archive.hotFolder().resolve("example.jar");
    }

    @AfterEach
    void leave() throws IOException {
        prompt.close();
    }

    @Test
    void aJarThatIsDroppedBecomesUsableThenIsReplacedThenGoes() throws IOException, InterruptedException {
        assertFalse(prompt.ask("backends").contains("example"));

        Files.copy(archive.example(), dropped);
        prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("example  0.1.0"));
        assertEquals(archive.exampleAnswer() + "\n", prompt.ask("whisper:transcribe -b example samples/digits-05.wav"));

        Path next = Jars.version(archive.example(), "0.2.0", folder.resolve("next.jar"));
        Files.move(next, dropped, StandardCopyOption.REPLACE_EXISTING);
        String replaced =
                prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("example  0.2.0"));
        assertFalse(replaced.contains("0.1.0   a fixed"), replaced);
        assertEquals(archive.exampleAnswer() + "\n", prompt.ask("whisper:transcribe -b example samples/digits-05.wav"));

        Files.delete(dropped);
        prompt.askUntil("backends", answer -> !answer.contains("example"));
        prompt.ask("whisper:transcribe -b example samples/digits-05.wav");
        prompt.awaitError("there is no backend 'example'; run 'whisperbench backends'");
        assertEquals("nine four six seven two three\n", prompt.ask("transcribe samples/digits-05.wav"));
    }

    @Test
    void twoVersionsOfABackendAreTwoBackends() throws IOException, InterruptedException {
        Files.copy(archive.example(), dropped);
        Jars.version(archive.example(), "0.2.0", archive.hotFolder().resolve("next.jar"));

        String answer = prompt.askUntil("backends", a -> {
            String rows = Run.squeezed(a);
            return rows.contains("example  0.1.0") && rows.contains("example  0.2.0");
        });

        String rows = Run.squeezed(answer);
        assertTrue(rows.indexOf("0.2.0") < rows.indexOf("example  0.1.0"), answer);
        assertEquals(archive.exampleAnswer() + "\n", prompt.ask("transcribe -b example@0.1.0 samples/digits-05.wav"));
    }

    @Test
    void aJarThatIsNoneIsOneLineAndThePromptGoesOn() throws IOException, InterruptedException {
        Path text = Files.writeString(archive.hotFolder().resolve("text.jar"), "not a jar\n");
        prompt.awaitError("'" + text + "' was not installed: it is no whole jar");

        byte[] whole = Files.readAllBytes(archive.example());
        Path half = Files.write(archive.hotFolder().resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        prompt.awaitError("'" + half + "' was not installed: it is no whole jar");

        Path plain = Jars.withoutName(archive.example(), archive.hotFolder().resolve("plain.jar"));
        prompt.awaitError("'" + plain + "' was not installed: it is a jar, but no OSGi bundle");

        Path other = Jars.version(archive.example(), "0.3.0", folder.resolve("other.jar"));
        Path lonely = Jars.importing(other, "org.nobody", archive.hotFolder().resolve("lonely.jar"));
        prompt.awaitError("'" + lonely + "' cannot be used: ");
        prompt.awaitError("org.nobody");

        // One more that is well: the folder was scanned again since, and nothing was said twice.
        Files.copy(archive.example(), dropped);
        prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("example  0.1.0"));
        List<String> errors = prompt.errors();
        assertEquals(4, errors.size(), errors::toString);
        errors.forEach(line -> assertTrue(line.startsWith("whisperbench: '"), line));
        assertEquals("four one six seven\n", prompt.ask("transcribe samples/digits-01.wav"));
    }

    @Test
    void aWholeJarHealsAHalfOne() throws IOException, InterruptedException {
        byte[] whole = Files.readAllBytes(archive.example());
        Files.write(dropped, Arrays.copyOf(whole, whole.length / 2));
        prompt.awaitError("'" + dropped + "' was not installed: it is no whole jar");

        Files.write(dropped, whole);

        prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("example  0.1.0"));
    }

    /** It healed once only: the second time it was gone for good, and nothing was said. */
    @Test
    void aBackendIsPutBackEachTimeThatWhatItNeedsComesAgain() throws IOException, InterruptedException {
        Path other = Jars.version(archive.example(), "0.3.0", folder.resolve("other.jar"));
        Path lonely = archive.hotFolder().resolve("lonely.jar");
        Path library = archive.hotFolder().resolve("nobody.jar");
        Path spare = Jars.exporting("org.nobody", folder.resolve("spare.jar"));
        Files.copy(spare, library);
        prompt.askUntil("felix:lb -s", answer -> answer.contains("org.nobody"));
        Jars.importing(other, "org.nobody", lonely);
        prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("example  0.3.0"));
        String told = "whisperbench: '" + lonely + "' cannot be used any more: it needs package 'org.nobody',"
                + " which no bundle exports; add a bundle that does";

        for (int time = 1; time <= 2; time++) {
            Files.delete(library);
            prompt.askUntil("backends", answer -> !answer.contains("example"));
            int times = time;
            prompt.awaitErrors(errors -> errors.equals(Collections.nCopies(times, told)));
            prompt.askUntil("doctor", answer -> answer.contains("it needs package 'org.nobody'"));

            Files.copy(spare, library);
            prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("example  0.3.0"));
        }
        prompt.askUntil("doctor", answer -> !answer.contains("org.nobody"));
    }

    @Test
    void theHotFolderOfTheUserMayComeLater() throws IOException, InterruptedException {
        String folders = prompt.ask("info")
                .lines()
                .filter(line -> line.startsWith("hot folders"))
                .findFirst()
                .orElseThrow();
        Path own = Path.of(folders.substring(folders.lastIndexOf(System.getProperty("path.separator")) + 1));
        assertTrue(own.startsWith(archive.user()), folders);

        Files.createDirectories(own);
        Files.copy(archive.example(), own.resolve("mine.jar"));

        prompt.askUntil("backends", answer -> Run.squeezed(answer).contains("example  0.1.0"));
    }

    @Test
    void thePromptAnswersBadCommandsInOneLineAndGoesOn() throws IOException, InterruptedException {
        assertEquals("", prompt.ask("backends --jsn").strip());
        assertEquals("", prompt.ask("transcribe missing.wav").strip());

        prompt.awaitError("unknown option: '--jsn' (did you mean '--json'?); run 'whisperbench backends --help'\n");
        prompt.awaitError("audio file 'missing.wav' does not exist; check the path\n");
        assertTrue(prompt.ask("backends").contains("onnx "));
        assertEquals(0, prompt.leave());
    }
}
