package org.whisperbench.backend.coreml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;

/** What whisper-jni unpacks is gone when the process that used it is. */
@Timeout(120)
final class UnpackedLibrariesTest {

    @TempDir
    Path folder;

    /** The process of {@link #nothingIsLeftWhereALibraryWasUnpacked}. */
    static final class Hearing {

        private Hearing() {}

        public static void main(String[] arguments) throws Exception {
            LoadOptions options = LoadOptions.defaults().withThreads(1).withExtra(Map.of("runtime", "jni"));
            try (SpeechModel nano = new WhisperCppBackend().load(Checkout.nano(), options, Progress.none())) {
                String text = nano.transcribe(
                                Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none())
                        .text();
                Files.writeString(Path.of(arguments[0]), text);
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // a library that is loaded cannot be deleted there
    void nothingIsLeftWhereALibraryWasUnpacked() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Hearing.class.getName(),
                folder.resolve("heard").toString());
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), () -> said);
        assertEquals(Checkout.samples().get(0).text(), Files.readString(folder.resolve("heard")));
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void onlyWhatTheLibraryItselfMadeIsDeleted() throws Exception {
        Path own = Files.createDirectories(folder.resolve("whisper-jni-12"));
        Path other = Files.createDirectories(folder.resolve("other"));
        Path library = Files.writeString(own.resolve("libggml.so"), "x");
        Path foreign = Files.writeString(other.resolve("libggml.so"), "x");
        List<String> said = List.of("Extracting /a/libggml.so into " + library, "Copping /b into " + foreign);

        UnpackedLibraries.delete(said, "Windows 11");
        assertTrue(Files.exists(library));
        UnpackedLibraries.delete(said, "Linux");

        assertFalse(Files.exists(own));
        assertTrue(Files.exists(foreign));
    }
}
