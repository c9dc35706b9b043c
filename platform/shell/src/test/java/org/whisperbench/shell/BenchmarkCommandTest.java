package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

class BenchmarkCommandTest extends EngineCommands {

    @Test
    void aBenchmarkShowsWordsTimesAndErrors() {
        Answer answer = run("benchmark", "-a", samples.toString(), "-n", "2");

        assertEquals(0, answer.exitCode());
        assertTrue(
                answer.text().startsWith("1.0 s of speech in 1 file, 1 model after 1 warm-up, at least 2 runs each"),
                answer.text());
        assertTrue(answer.text().contains("a.wav     0/2  one two"), answer.text());
        assertTrue(answer.text().contains("  0.00  0/0/0"), answer.text());
    }

    @Test
    void filesWithoutAnErrorAreCountedUnlessTheUserWantsToSeeThem() throws IOException {
        StringBuilder references = new StringBuilder("file\ttext\na.wav\tone three\n");
        for (String name : List.of("b", "c", "d", "e")) {
            PcmAudio.tone(1, samples.resolve(name + ".wav"));
            references.append(name).append(".wav\tone two\n");
        }
        Files.writeString(samples.resolve("references.tsv"), references);

        Answer brief = run("benchmark", "-a", samples.toString(), "-n", "1");
        Answer verbose = run("benchmark", "-a", samples.toString(), "-n", "1", "--verbose");

        assertTrue(
                brief.text().contains("  a.wav     1/2  one two\n  4 files without an error besides\n"), brief.text());
        assertFalse(brief.text().contains("e.wav"), brief.text());
        assertTrue(brief.text().contains("\nin force  precision"), brief.text());
        assertTrue(verbose.text().contains("  e.wav     0/2  one two\n"), verbose.text());
        assertTrue(verbose.text().contains("\nin force: fake/m: "), verbose.text());
        assertTrue(verbose.report() instanceof BenchmarkReport, "the document is the same");
    }

    @Test
    void aBenchmarkSaysWhichRulesWereApplied() throws IOException {
        Path table = Files.writeString(samples.resolve("normalizer.json"), "{\"two\": \"two\"}");

        String text = run(
                        "benchmark",
                        "-a",
                        samples.toString(),
                        "--normalizer",
                        "whisper-en",
                        "-n",
                        "2",
                        "--spellings",
                        table.toString())
                .text();

        assertTrue(text.matches("(?s).*text rules: whisper-en \\(rules [0-9a-f]{8}, 1 spellings [0-9a-f]{8}\\)"), text);
    }

    @Test
    void anEngineThatDiesOnMostFilesShowsWhatItHeardOfTheOthers() throws IOException {
        for (String name : List.of("b", "c", "d", "e")) {
            PcmAudio.tone(2, samples.resolve(name + ".wav"));
        }
        backend = backend.with((FakeBackend.Loader) model -> audio -> {
            if (audio.duration().toMillis() > 1_500) {
                throw new IllegalStateException("its table is broken");
            }
            return FakeBackend.transcript("one two", audio.duration());
        });
        Path json = folder.resolve("lost.json");
        Path html = folder.resolve("lost.html");

        Answer answer = run(
                "benchmark",
                "-a",
                samples.toString(),
                "-n",
                "3",
                "--export",
                json.toString(),
                "--export",
                html.toString());

        assertEquals(1, answer.exitCode(), answer.text());
        String text = answer.text().replaceAll(" {2,}", "  ");
        assertTrue(text.contains("  a.wav  one two\n"), text);
        assertTrue(text.contains("  e.wav  [failed] its table is broken\n"), text);
        assertTrue(text.contains("fake/m failed during warm-up 1 of 1, file '"), text);
        assertEquals(
                3,
                text.lines()
                        .filter(line -> line.contains("attempt before: failed"))
                        .count(),
                text);
        String document = Files.readString(json).replaceAll("\\s+", "");
        assertTrue(document.contains("\"status\":\"heard\",\"text\":\"onetwo\",\"problem\":\"\""), document);
        assertTrue(document.contains("\"status\":\"failed\",\"text\":\"\",\"problem\":\"itstableisbroken\""), document);
        assertTrue(Files.readString(html).contains("heard, nothing was measured"));
    }

    @ParameterizedTest
    @CsvSource({
        "--export x.doc, names no format; end it in one of json",
        "--vary threads, names no values",
        "--vary threads=some, is no number of threads",
        "'--vary language=en,', has an empty value",
        "'--vary threads=1,1', or one twice",
        "'--vary threads=1 --vary threads=2', varies already",
        "--across presicion, is no condition that sets models apart",
        "--vary temperature=hot, temperature",
        "--loads 0, give at least 1 load",
        "-a - -a -, 'can be read once, and is named 2 times'",
        "--memory 0, is no size in megabytes",
        "--cooldown soon, is no time",
        "--max-wer -1, is no rate in percent",
    })
    void plansThatMakeNoSenseAreRefused(String option, String part) {
        List<String> words = new ArrayList<>(List.of("benchmark", "-a", samples.toString()));
        words.addAll(List.of(option.split(" ")));

        Answer answer = run(words.toArray(String[]::new));

        assertEquals(2, answer.exitCode());
        assertTrue(answer.notes().get(0).contains(part), answer.notes().get(0));
    }

    @Test
    void everyCombinationOfWhatVariesIsMeasured() {
        Answer answer = run(
                "benchmark",
                "-a",
                samples.toString(),
                "-n",
                "1",
                "--vary",
                "threads=1,2",
                "--vary",
                "language=en,de",
                "--across",
                "threads");

        assertEquals(4, ((BenchmarkReport) answer.report()).rows().size());
        assertTrue(answer.text().contains("fake/m [threads=2 language=de]"), answer.text());
    }

    @Test
    void whatIsAboutDecodingVariesThere() {
        Answer answer = run("benchmark", "-a", samples.toString(), "-n", "1", "--vary", "temperature=0,0.4");

        List<BenchmarkRow> rows = ((BenchmarkReport) answer.report()).rows();
        assertEquals(
                List.of("0", "0.4"),
                rows.stream()
                        .map(row -> row.subject().requested().get("temperature"))
                        .toList());
        assertTrue(rows.stream().allMatch(BenchmarkRow.Measured.class::isInstance), answer.text());
    }
}
