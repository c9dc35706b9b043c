package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;
import org.whisperbench.platform.bench.Times;
import org.whisperbench.platform.hardware.Disturbance;

class MarkedRunsTest {

    @TempDir
    Path folder;

    @Test
    void tablesTellWhichRunsWereDisturbed() throws Exception {
        SampleBenchmark sample = new SampleBenchmark(folder);
        BenchmarkReport report = sample.run(sample.fake("right", "one two three"));
        BenchmarkRow.Measured row = report.measured().get(0);
        List<BenchmarkRun> runs = new ArrayList<>(row.times().runs().stream()
                .map(run -> disturbed(run, Disturbance.UNKNOWN))
                .toList());
        runs.set(
                1,
                disturbed(
                        runs.get(1),
                        new Disturbance(
                                OptionalDouble.of(0.5),
                                OptionalLong.of(2),
                                OptionalDouble.empty(),
                                OptionalDouble.empty())));
        Times times = new Times(
                row.times().loadSeconds(),
                row.times().notCold(),
                row.times().firstInferenceSeconds(),
                row.times().warmupSeconds(),
                runs);
        BenchmarkRow.Measured marked = new BenchmarkRow.Measured(
                row.subject(),
                row.loaded(),
                times,
                row.speed(),
                row.resources(),
                row.errors(),
                row.transcripts(),
                row.findings());
        BenchmarkReport all = new BenchmarkReport(
                report.schema(),
                report.execution(),
                report.host(),
                report.settings(),
                report.corpus(),
                report.notes(),
                List.of(marked),
                report.groups(),
                report.comparisons());

        String markdown = new MarkdownFormat().write(all);
        assertTrue(markdown.contains("  - 1 of 5 runs disturbed: busy\n"), markdown);
        assertTrue(markdown.contains("  - 1 of 5 runs disturbed: throttled\n"), markdown);
        assertEquals("1", csv(all, marked, "disturbed_runs"));
        assertEquals("5", csv(all, marked, "runs"));
    }

    private static String csv(BenchmarkReport from, BenchmarkRow row, String column) {
        return ReportRow.cells(from, from.comparisons(), row)
                .get(ReportRow.columns().indexOf(column));
    }

    private static BenchmarkRun disturbed(BenchmarkRun run, Disturbance disturbance) {
        return new BenchmarkRun(
                run.seconds(),
                run.fileSeconds(),
                run.engine(),
                run.firstSegmentSeconds(),
                run.idleShare(),
                disturbance);
    }
}
