package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.whisperbench.platform.check.TensorsReport;

/** The tensors of a model as a table for each file. */
final class TensorsText {

    private TensorsText() {}

    static String render(TensorsReport report) {
        List<String> lines = new ArrayList<>();
        for (TensorsReport.Weights file : report.files()) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(lines(file));
        }
        return String.join("\n", lines);
    }

    private static List<String> lines(TensorsReport.Weights file) {
        Table table = Table.of("tensor", "shape", "type", ">bytes");
        file.tensors()
                .forEach(t ->
                        table.row(t.name(), shape(t.shape()), t.type(), String.format(Locale.ROOT, "%,d", t.bytes())));
        List<String> lines = new ArrayList<>(table.lines());
        lines.add(String.format(
                Locale.ROOT,
                "%s: %s, %d tensors, %,d parameters, %,d bytes, mostly %s",
                file.file(),
                file.format(),
                file.tensors().size(),
                file.parameters(),
                file.bytes(),
                file.precision()));
        return lines;
    }

    private static String shape(List<Long> shape) {
        return shape.isEmpty() ? "-" : shape.stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }
}
