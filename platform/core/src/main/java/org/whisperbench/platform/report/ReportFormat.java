package org.whisperbench.platform.report;

import java.util.List;
import java.util.Optional;
import org.whisperbench.platform.bench.BenchmarkReport;

/** A way to write the results of a benchmark as one text. */
interface ReportFormat {

    /** What the names of its files end in, without the dot. */
    String suffix();

    /** The text, with a line break at its end. */
    String write(BenchmarkReport report);

    static List<ReportFormat> all() {
        return List.of(new JsonFormat(), new CsvFormat(), new MarkdownFormat(), new HtmlFormat());
    }

    static Optional<ReportFormat> bySuffix(String suffix) {
        return all().stream().filter(format -> format.suffix().equals(suffix)).findFirst();
    }
}
