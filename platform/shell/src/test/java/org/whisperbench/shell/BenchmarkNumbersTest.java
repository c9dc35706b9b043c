package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;
import org.whisperbench.platform.bench.FileStatus;
import org.whisperbench.platform.bench.Findings;
import org.whisperbench.platform.bench.Loaded;
import org.whisperbench.platform.bench.Resources;
import org.whisperbench.platform.bench.Speed;
import org.whisperbench.platform.bench.Times;
import org.whisperbench.platform.bench.Transcript;
import org.whisperbench.platform.bench.Versus;
import org.whisperbench.platform.hardware.Disturbance;
import org.whisperbench.platform.hardware.HostFacts;
import org.whisperbench.platform.score.CorpusErrors;
import org.whisperbench.platform.score.LanguageAccuracy;
import org.whisperbench.platform.score.Normalizer;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.SilenceErrors;
import org.whisperbench.platform.score.TimestampErrors;
import org.whisperbench.platform.score.UtteranceErrors;
import org.whisperbench.platform.score.WordErrors;

class BenchmarkNumbersTest {

    private static final List<String> SAID = List.of(
            "one two three", "four five", "six", "seven eight nine ten", "one", "two three", "four five six", "");

    private static final Resources SEEN = new Resources(
            OptionalLong.of(314_200_000),
            "sampled",
            OptionalDouble.of(1.27),
            "peak",
            OptionalLong.of(98_600_000),
            "runs");
    private static final Resources UNSEEN = new Resources(
            OptionalLong.empty(), "unknown", OptionalDouble.empty(), "unknown", OptionalLong.empty(), "unknown");

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
            String actual = String.join("\n", BenchmarkNumbers.lines(report, false)) + "\n";
            if (Boolean.getBoolean("whisperbench.update-screens")) {
                java.nio.file.Files.writeString(
                        java.nio.file.Path.of("src/test/resources/org/whisperbench/shell", resource), actual);
            }
            assertEquals(expected, actual);
        }
    }

    private static BenchmarkReport report(BenchmarkRow... rows) {
        List<BenchmarkReport.Group> groups = List.of(new BenchmarkReport.Group(
                "",
                Arrays.stream(rows)
                        .filter(row -> row instanceof BenchmarkRow.Measured
                                && !row.subject().control())
                        .map(row -> row.subject().model())
                        .toList()));
        return new BenchmarkReport(
                BenchmarkReport.SCHEMA,
                new BenchmarkReport.Execution("id", "2026-11-21T00:00:00Z", 60, false, OptionalLong.empty(), List.of()),
                HostFacts.read(),
                new BenchmarkReport.Settings(
                        5,
                        0,
                        1,
                        1,
                        0,
                        0,
                        1,
                        List.of(new Normalizer.Rules("basic", "a".repeat(64), "", 0)),
                        OptionalDouble.empty(),
                        List.of()),
                List.of(),
                List.of(),
                List.of(rows),
                groups,
                Versus.of(List.of(rows), groups));
    }

    private static BenchmarkRow.Subject subject(String model, boolean control) {
        return new BenchmarkRow.Subject(model, "fake@1.0.0", "whisper", "fp32", control, true, "", Map.of());
    }

    private static BenchmarkRow row(String model, boolean control, List<String> heard, double... seconds) {
        List<UtteranceErrors> errors = new ArrayList<>();
        List<Transcript> transcripts = new ArrayList<>();
        for (int i = 0; i < heard.size(); i++) {
            errors.add(UtteranceErrors.of(SAID.get(i), heard.get(i), Normalizer.BASIC));
            transcripts.add(new Transcript(
                    i + ".wav",
                    heard.get(i),
                    true,
                    true,
                    true,
                    errors.get(i).words(),
                    "en",
                    FileStatus.HEARD,
                    "",
                    OptionalDouble.of(1),
                    List.of()));
        }
        List<BenchmarkRun> runs =
                Arrays.stream(seconds).mapToObj(BenchmarkNumbersTest::run).toList();
        return new BenchmarkRow.Measured(
                subject(model, control),
                new Loaded(LoadedIdentity.builder("x").build(), Map.of("threads", "2"), "1 file", Map.of()),
                new Times(List.of(0.25, 0.125), "", 1, List.of(1.0), runs),
                new Speed(RunStatistics.of(seconds), 0.1, 10, OptionalDouble.of(0.25)),
                control ? UNSEEN : SEEN,
                CorpusErrors.of(errors),
                transcripts,
                new Findings(
                        List.of(),
                        SilenceErrors.EMPTY,
                        LanguageAccuracy.EMPTY,
                        TimestampErrors.EMPTY,
                        WordErrors.EMPTY,
                        List.of()));
    }

    private static BenchmarkRun run(double seconds) {
        return new BenchmarkRun(
                seconds,
                List.of(OptionalDouble.of(seconds)),
                new BenchmarkRun.EngineTimes(
                        OptionalDouble.of(seconds / 2), OptionalDouble.of(seconds / 4), OptionalDouble.empty()),
                OptionalDouble.of(seconds / 8),
                OptionalDouble.of(0.001),
                new Disturbance(
                        OptionalDouble.of(seconds > 8 ? 0.5 : 0),
                        OptionalLong.of(0),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()));
    }
}
