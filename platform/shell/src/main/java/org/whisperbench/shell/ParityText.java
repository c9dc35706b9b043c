package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.parity.LayerNumbers;
import org.whisperbench.platform.parity.ParityReport;

/** The features of two engines side by side. */
final class ParityText {

    private ParityText() {}

    static String render(ParityReport report) {
        Table table = Table.of(
                "layer",
                "shape",
                ">mean",
                ">std",
                ">min",
                ">max",
                ">NaN/Inf",
                ">cosine",
                ">max abs",
                ">mean abs",
                ">RMSE",
                ">RMSE/std",
                "");
        report.layers().forEach(layer -> rows(table, layer));
        List<String> lines = new ArrayList<>();
        lines.add("reference: %s  other: %s  audio: %s".formatted(report.reference(), report.other(), report.audio()));
        lines.addAll(table.lines());
        report.notes().forEach(note -> lines.add("note: " + note));
        for (ParityReport.Control control : report.controls()) {
            lines.add("control: %s: %s, %s"
                    .formatted(
                            control.name(),
                            control.found().isEmpty() ? "no difference" : "first difference in " + control.found(),
                            control.asExpected() ? "as it must be" : "WRONG, so nothing above may be believed"));
        }
        lines.add(verdict(report));
        return String.join("\n", lines);
    }

    private static String verdict(ParityReport report) {
        if (!report.firstDiverging().isEmpty()) {
            return "the first layer that diverges is " + report.firstDiverging();
        }
        return report.reachesOutput()
                ? "all layers agree within %s of their deviation".formatted(report.tolerance())
                : "the encoder's output was not compared, since a side does not show it; what both show agrees within %s"
                        .formatted(report.tolerance());
    }

    private static void rows(Table table, ParityReport.Layer layer) {
        List<String> first = new ArrayList<>(List.of(layer.name()));
        first.addAll(numbers(layer.reference()));
        first.addAll(List.of("", "", "", "", "", ""));
        table.row(first.toArray(String[]::new));
        List<String> second = new ArrayList<>(List.of(""));
        second.addAll(numbers(layer.other()));
        second.addAll(layer.difference()
                .map(d -> List.of(
                        number(d.cosine()),
                        number(d.maxAbs()),
                        number(d.meanAbs()),
                        number(d.rmse()),
                        number(d.relative())))
                .orElse(List.of("-", "-", "-", "-", "-")));
        second.add(layer.agrees() ? "agrees" : "DIVERGES");
        table.row(second.toArray(String[]::new));
    }

    private static List<String> numbers(LayerNumbers numbers) {
        return List.of(
                numbers.shape().toString(),
                number(numbers.mean()),
                number(numbers.std()),
                number(numbers.min()),
                number(numbers.max()),
                Long.toString(numbers.notFinite()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
