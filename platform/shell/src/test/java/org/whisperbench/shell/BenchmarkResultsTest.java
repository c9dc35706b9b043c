package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** What becomes of what a benchmark measured: exported, kept, compared and scored again. */
class BenchmarkResultsTest {

    @TempDir
    Path folder;

    private FakeBackend backend;
    private Path samples;

    @BeforeEach
    void prepare() throws IOException {
        backend = FakeBackend.hearing("fake", folder.resolve("m"), "one two");
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        samples = Files.createDirectories(folder.resolve("samples"));
        PcmAudio.tone(1, samples.resolve("a.wav"));
        Files.writeString(samples.resolve("references.tsv"), "file\ttext\na.wav\tone two\n");
    }

    @Test
    void aBenchmarkIsExportedKeptListedAndCompared() throws IOException {
        Path results = folder.resolve("results");
        List<Path> files = Stream.of("json", "jsonl", "csv", "md", "html")
                .map(suffix -> folder.resolve("out." + suffix))
                .toList();
        List<String> words = new ArrayList<>(List.of("benchmark", "-a", samples.toString(), "-n", "3", "--seed", "1"));
        files.forEach(file -> words.addAll(List.of("--export", file.toString())));
        Map<String, String> settings = Map.of("whisperbench.results", results.toString());

        assertEquals(0, run(settings, words.toArray(String[]::new)).exitCode());
        assertEquals(0, run(settings, words.toArray(String[]::new)).exitCode());

        for (Path file : files) {
            assertTrue(Files.size(file) > 100, file::toString);
        }
        assertEquals(1 + 3 + 1, Files.readAllLines(files.get(1)).size());
        Answer listed = run(settings, "results");
        assertTrue(listed.text().contains("fake/m"), listed.text());
        assertEquals(3, listed.text().lines().count());
        Answer compared = run(settings, "compare", files.get(0).toString(), "latest", "--gate", "5%");
        assertEquals(0, compared.exitCode(), compared.text());
        assertTrue(compared.text().endsWith("gate of 5 %: passed"), compared.text());
        assertEquals(2, run(settings, "compare", "nothing", "latest").exitCode());

        Answer rescored = run(settings, "rescore", "latest", "--normalizer", "none");
        assertEquals(0, rescored.exitCode(), rescored.text());
        assertTrue(rescored.text().contains("text rules: none (rules "), rescored.text());
        assertEquals(
                2, run(settings, "rescore", "latest", "--normalizer", "some").exitCode());
    }

    @Test
    void wordsAreShownSideBySide() throws IOException {
        Files.writeString(samples.resolve("references.tsv"), "file\ttext\na.wav\tone four\n");
        Map<String, String> settings =
                Map.of("whisperbench.results", folder.resolve("results").toString());
        String json = folder.resolve("out.json").toString();
        assertEquals(
                0,
                run("benchmark", "-a", samples.toString(), "-n", "1", "--export", json)
                        .exitCode());

        Answer aligned = run(settings, "rescore", json, "--alignment", "--weights", "sclite", "--merge-compounds");

        assertEquals(0, aligned.exitCode(), aligned.text());
        assertTrue(aligned.text().contains("""
                                a.wav: 1 substitutions, 0 deletions, 0 insertions, 1 hits
                                REF: one four
                                HYP: one  two
                                            S

                                """), aligned.text());
        assertTrue(aligned.text().endsWith("alignment: weights sclite, compounds merged"), aligned.text());
        assertTrue(
                run(settings, "rescore", json, "--json").text().contains("\"alignment\""),
                "the words are in the document");
        assertEquals(2, run(settings, "rescore", json, "--weights", "most").exitCode());
    }

    private Answer run(String... words) {
        return run(backend, words);
    }

    private Answer run(FakeBackend fake, String... words) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return runner(fake).run(List.of(words), new ProgressLines(nowhere, () -> 0));
    }

    private Answer run(Map<String, String> settings, String... words) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return new CommandRunner(new FakePlatform(folder, settings, backend))
                .run(List.of(words), new ProgressLines(nowhere, () -> 0));
    }

    private CommandRunner runner(FakeBackend fake) {
        return new CommandRunner(new FakePlatform(folder, Map.of(), fake));
    }
}
