package org.whisperbench.platform.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.platform.bench.BenchmarkListener;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;

/**
 * One JSON document a line, each flushed when it is known, so that what was measured is on disk whatever comes: first
 * {@code {"event": "begun", "report": …}} with a report without rows, then {@code run} with the model and what a pass took,
 * and {@code row} for each model that is done.
 */
final class JsonLines implements BenchmarkListener {

    static final String SUFFIX = "jsonl";

    private static final Logger LOG = LoggerFactory.getLogger(JsonLines.class);

    private final JsonReports json = JsonReports.inOneLine();
    private final List<BufferedWriter> files;
    private final BenchmarkListener next;

    JsonLines(List<BufferedWriter> files, BenchmarkListener next) {
        this.files = files;
        this.next = next;
    }

    private record Begun(String event, BenchmarkReport report) {}

    private record Run(String event, String model, BenchmarkRun run) {}

    private record Row(String event, BenchmarkRow row) {}

    @Override
    public void step(String model, String step, double fraction) {
        next.step(model, step, fraction);
    }

    @Override
    public void advanced(String model, double fraction) {
        next.advanced(model, fraction);
    }

    @Override
    public void begun(BenchmarkReport head) {
        line(new Begun("begun", head));
        next.begun(head);
    }

    @Override
    public void measured(String model, BenchmarkRun run) {
        line(new Run("run", model, run));
        next.measured(model, run);
    }

    @Override
    public void finished(BenchmarkRow row) {
        line(new Row("row", row));
        next.finished(row);
    }

    private void line(Object event) {
        String text = json.write(event);
        for (BufferedWriter file : files) {
            try {
                file.write(text);
                file.write('\n');
                file.flush();
            } catch (IOException e) {
                LOG.warn("an event of the benchmark could not be written: {}", e.getMessage());
            }
        }
    }
}
