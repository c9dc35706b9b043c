package org.whisperbench.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** Commands that run with one fake engine, its model, and a second of sound in which two words are said. */
abstract class EngineCommands {

    @TempDir
    Path folder;

    FakeBackend backend;
    Path samples;

    @BeforeEach
    void prepare() throws IOException {
        backend = FakeBackend.hearing("fake", folder.resolve("m"), "one two");
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        samples = Files.createDirectories(folder.resolve("samples"));
        PcmAudio.tone(1, samples.resolve("a.wav"));
        Files.writeString(samples.resolve("references.tsv"), "file\ttext\na.wav\tone two\n");
    }

    Answer run(String... words) {
        return run(backend, words);
    }

    Answer run(FakeBackend fake, String... words) {
        return run(fake, Map.of(), words);
    }

    Answer run(Map<String, String> settings, String... words) {
        return run(backend, settings, words);
    }

    private Answer run(FakeBackend fake, Map<String, String> settings, String... words) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return runner(fake, settings).run(List.of(words), new ProgressLines(nowhere, () -> 0));
    }

    CommandRunner runner(FakeBackend fake) {
        return runner(fake, Map.of());
    }

    private CommandRunner runner(FakeBackend fake, Map<String, String> settings) {
        return new CommandRunner(new FakePlatform(folder, settings, fake));
    }
}
