package org.whisperbench.platform.report;

import java.util.List;
import java.util.stream.Collectors;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.Versus;

/**
 * A line for each model: as RFC 4180 but for its line ends, which are single line feeds; a header, decimal points, rates as shares, empty cells for what is not
 * known. A cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
final class CsvFormat implements ReportFormat {

    @Override
    public String suffix() {
        return "csv";
    }

    @Override
    public String write(BenchmarkReport report) {
        StringBuilder text = new StringBuilder(line(ReportRow.columns()));
        List<Versus> comparisons = report.comparisons();
        report.rows().forEach(row -> text.append(line(ReportRow.cells(report, comparisons, row))));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CsvFormat::cell).collect(Collectors.joining(",", "", "\n"));
    }

    static String cell(String value) {
        String safe = value.matches("(?s)[=+@\t\r].*|-[^0-9].*") ? "'" + value : value;
        return safe.matches("(?s).*[,\"\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
