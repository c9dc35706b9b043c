package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.whisperbench.testkit.PcmAudio;

/** What becomes of what a benchmark measured: exported, kept, compared and scored again. */
class BenchmarkResultsTest extends EngineCommands {

    @Test
    void aBenchmarkIsExportedKeptListedAndCompared() throws IOException {
        Path results = folder.resolve("results");
        PcmAudio.tone(2, samples.resolve("b.wav"));
        Files.writeString(samples.resolve("references.tsv"), "file\ttext\na.wav\tone two\nb.wav\tone three\n");
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
        Answer compared = run(settings, "compare", files.get(0).toString(), "latest", "--gate", "5%", "--errors-only");
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
}
