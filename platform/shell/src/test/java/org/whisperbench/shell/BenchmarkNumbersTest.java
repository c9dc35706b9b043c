package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.hardware.HostFacts;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.UtteranceErrors;

class BenchmarkNumbersTest {

    private static final List<String> SAID = List.of(
            "one two three", "four five", "six", "seven eight nine ten", "one", "two three", "four five six", "");

    private static final BenchmarkRow.Resources SEEN =
            new BenchmarkRow.Resources(OptionalLong.of(314_200_000), "sampled", OptionalDouble.of(1.27), "peak");
    private static final BenchmarkRow.Resources UNSEEN =
            new BenchmarkRow.Resources(OptionalLong.empty(), "unknown", OptionalDouble.empty(), "unknown");

    @Test
    void nothingMeasuredIsATableOfOutcomes() throws IOException {
        assertLines("nothing.txt", report(new BenchmarkRow.Unavailable(subject("fake/a", false), "no library")));
    }

    @Test
    void speechWithoutReferencesHasNoErrors() throws IOException {
        assertLines("unscored.txt", report(row("fake/a", false, List.of(), 1.5)));
    }

    @Test
    void modelsOfAFamilyAreCompared() throws IOException {
        List<String> right = new ArrayList<>(SAID);
        List<String> wrong = SAID.stream().map(text -> "the " + text).toList();

        assertLines(
                "compared.txt",
                report(
                        row("fake/right", false, right, 1, 1.02, 0.98, 1.01, 0.99),
                        row("fake/wrong", false, wrong, 2, 2.02, 1.98, 2.01, 1.99),
                        row("fake/noisy", false, right, 1, 2, 0.5, 1.5, 0.9),
                        row("fake/control", true, wrong, 0.1, 0.101, 0.099, 0.1005, 9)));
    }

    private static void assertLines(String resource, BenchmarkReport report) throws IOException {
        try (InputStream in = BenchmarkNumbersTest.class.getResourceAsStream(resource)) {
            String expected = in == null ? "no " + resource : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(expected, String.join("\n", BenchmarkNumbers.lines(report)) + "\n");
        }
    }

    private static BenchmarkReport report(BenchmarkRow... rows) {
        return new BenchmarkReport(
                BenchmarkReport.SCHEMA,
                "2026-11-21T00:00:00Z",
                HostFacts.read(),
                new BenchmarkReport.Settings(
                        5, 1, new Normalizer.Rules("basic", "a".repeat(64), "", 0), "auto", 0, "auto", true),
                List.of(),
                List.of(),
                List.of(rows));
    }

    private static BenchmarkRow.Subject subject(String model, boolean control) {
        return new BenchmarkRow.Subject(model, "fake@1.0.0", "whisper", "fp32", control, true, "");
    }

    private static BenchmarkRow row(String model, boolean control, List<String> heard, double... seconds) {
        List<UtteranceErrors> errors = new ArrayList<>();
        List<BenchmarkRow.Transcript> transcripts = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            errors.add(UtteranceErrors.of(SAID.get(i), heard.get(i), Normalizer.BASIC));
            transcripts.add(new BenchmarkRow.Transcript(
                    i + ".wav", heard.get(i), true, true, true, errors.get(i).words()));
        }
        List<Double> runs = Arrays.stream(seconds).boxed().toList();
        return new BenchmarkRow.Measured(
                subject(model, control),
                LoadedIdentity.builder("x").build(),
                "1 file",
                new BenchmarkRow.Times(0.25, List.of(1.0), runs),
                new BenchmarkRow.Speed(RunStatistics.of(seconds), 0.1, 10),
                control ? UNSEEN : SEEN,
                CorpusErrors.of(errors),
                transcripts);
    }
}
