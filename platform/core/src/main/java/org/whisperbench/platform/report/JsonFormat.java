package org.whisperbench.platform.report;

import org.whisperbench.platform.bench.BenchmarkReport;

/** The whole report, as {@code --json} prints it. */
final class JsonFormat implements ReportFormat {

    @Override
    public String suffix() {
        return "json";
    }

    @Override
    public String write(BenchmarkReport report) {
        return new JsonReports().write(report) + "\n";
    }
}
