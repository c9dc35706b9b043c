package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** What becomes of a benchmark whose results cannot be written, and what keeps a gate shut. */
class BenchmarkOutcomeTest extends EngineCommands {

    @Test
    void whatIsMeasuredIsToldThoughItCannotBeKept() throws IOException {
        Path results = Files.writeString(folder.resolve("results"), "in the way");
        Path csv = folder.resolve("x.csv");
        Map<String, String> settings = Map.of("whisperbench.results", results.toString());

        Answer answer = run(settings, "benchmark", "-a", samples.toString(), "-n", "2", "--export", csv.toString());

        assertEquals(1, answer.exitCode());
        assertTrue(answer.text().contains("a.wav     0/2  one two"), answer.text());
        assertEquals(1, answer.notes().size());
        assertTrue(
                answer.notes().get(0).contains("could not be kept"),
                answer.notes().get(0));
        assertEquals(2, Files.readAllLines(csv).size());
        Answer json = run(settings, "benchmark", "-a", samples.toString(), "-n", "2", "--json");
        assertTrue(
                json.text().replaceAll("\\s", "").startsWith("{\"schema\":\"whisperbench/benchmark/3\""), json.text());
        assertEquals(1, json.exitCode());
    }

    @Test
    void aFolderIsNoFileToExportTo() throws IOException {
        Path json = Files.createDirectories(folder.resolve("dir.json"));

        Answer answer = run("benchmark", "-a", samples.toString(), "--export", json.toString());

        assertEquals(2, answer.exitCode());
        assertTrue(
                answer.notes().get(0).contains("it is a folder"), answer.notes().get(0));
    }

    @Test
    void aGateThatComparedNothingIsNotPassed() {
        Path json = folder.resolve("one.json");
        Map<String, String> settings =
                Map.of("whisperbench.results", folder.resolve("results").toString());
        run("benchmark", "-a", samples.toString(), "-n", "1", "--export", json.toString());

        Answer compared = run(settings, "compare", json.toString(), json.toString(), "--gate", "5%");

        assertEquals(1, compared.exitCode(), compared.text());
        assertTrue(compared.text().contains("a single run does not show how runs differ"), compared.text());
        assertTrue(compared.text().endsWith("gate of 5 %: not passed, since nothing was compared"), compared.text());
    }

    @Test
    void aGateThatComparedNoTimeIsNotPassedUnlessErrorsWereAskedFor() throws IOException {
        PcmAudio.tone(2, samples.resolve("b.wav"));
        Files.writeString(samples.resolve("references.tsv"), "file\ttext\na.wav\tone two\nb.wav\tone three\n");
        String json = folder.resolve("one.json").toString();
        Map<String, String> settings =
                Map.of("whisperbench.results", folder.resolve("results").toString());
        run("benchmark", "-a", samples.toString(), "-n", "1", "--export", json);

        Answer compared = run(settings, "compare", json, json, "--gate", "5%");
        Answer errors = run(settings, "compare", json, json, "--gate", "5%", "--errors-only");

        assertEquals(1, compared.exitCode(), compared.text());
        assertTrue(compared.text().contains("WER +0.00"), compared.text());
        assertTrue(
                compared.text().endsWith("gate of 5 %: not passed, since times were not compared of 'fake/m'"),
                compared.text());
        assertEquals(0, errors.exitCode(), errors.text());
        assertTrue(errors.text().endsWith("gate of 5 %: passed"), errors.text());
    }

    @Test
    void whatEnginesCallTheirOwnIsOfDecoding() {
        Answer answer = run("benchmark", "-a", samples.toString(), "-n", "1", "--vary", "fallback=true,false");

        assertEquals(
                List.of("true", "false"),
                ((BenchmarkReport) answer.report())
                        .rows().stream()
                                .map(row -> row.subject().requested().get("fallback"))
                                .toList());
        assertTrue(EngineFlags.isOfDecoding("vad"));
        assertTrue(EngineFlags.isOfDecoding("chunk"));
        assertFalse(EngineFlags.isOfDecoding("attention"));
    }

    @Test
    void aFileThatFailsNowDoesNotPassTheGate() throws IOException {
        PcmAudio.tone(2, samples.resolve("b.wav"));
        Map<String, String> settings =
                Map.of("whisperbench.results", folder.resolve("results").toString());
        Path before = folder.resolve("before.json");
        String[] words = {"benchmark", "-a", samples.toString(), "-n", "3", "--export", before.toString()};
        assertEquals(0, run(settings, words).exitCode());
        words[words.length - 1] = folder.resolve("after.json").toString();
        backend = backend.with((FakeBackend.Loader) model -> audio -> {
            if (audio.duration().toMillis() > 1_500) {
                throw new BackendException(ErrorKind.USER, "too long");
            }
            return FakeBackend.transcript("one two", audio.duration());
        });
        run(settings, words);

        Answer compared = run(settings, "compare", before.toString(), "latest", "--gate", "5%");

        assertEquals(1, compared.exitCode(), compared.text());
        assertTrue(compared.text().matches("(?s).*  now fails on '.*b.wav' REGRESSION.*"), compared.text());
        assertTrue(compared.text().contains("time not compared, since the engine failed on "), compared.text());
        assertTrue(compared.text().endsWith("gate of 5 %: not passed"), compared.text());
    }

    @Test
    void theGatesHelpSaysThatNewFailuresCount() {
        String help = run("compare", "--help").text().replaceAll("\\s+", " ");

        assertTrue(help.contains("or if a model, or a file of one, fails that did not fail before"), help);
    }
}
