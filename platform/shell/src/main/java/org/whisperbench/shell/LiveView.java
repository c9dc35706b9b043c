package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.whisperbench.platform.bench.BenchmarkListener;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.BenchmarkRun;

/**
 * A benchmark while it runs. On a terminal: the machine, a bar for each model that is redrawn in place, and each result as it
 * comes. Elsewhere plain lines, at most one a second.
 */
final class LiveView implements BenchmarkListener {

    private static final int BAR = 20;

    private final ProgressLines lines;
    private final boolean terminal;
    private final Map<String, Double> fractions = new LinkedHashMap<>();
    private final Map<String, String> states = new LinkedHashMap<>();

    LiveView(ProgressLines lines, boolean terminal) {
        this.lines = lines;
        this.terminal = terminal;
    }

    /** A view where the progress of a command is told. */
    static LiveView of(ProgressLines progress) {
        int columns = Terminals.columns(System.getenv());
        return columns == 0 ? new LiveView(progress, false) : new LiveView(progress.wide(columns), true);
    }

    @Override
    public void begun(BenchmarkReport head) {
        if (terminal) {
            lines.note("machine: " + InfoText.machine(head.host()) + ", "
                    + head.host().jvm());
        }
    }

    @Override
    public void advanced(String model, double fraction) {
        fractions.put(model, fraction);
    }

    @Override
    public void step(String model, String step, double fraction) {
        if (!terminal) {
            lines.at((model + " " + step).strip(), fraction);
        } else if (!model.isEmpty()) {
            states.put(model, step);
            draw();
        }
    }

    private void draw() {
        int widest = fractions.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> bars = new ArrayList<>();
        // The bar first: on a narrow terminal the end of a line is what is missing.
        fractions.forEach((model, fraction) -> bars.add("%s %3d %%  %s%s  %s"
                .formatted(
                        bar(fraction),
                        Math.round(100 * fraction),
                        model,
                        " ".repeat(widest - model.length()),
                        states.getOrDefault(model, ""))));
        lines.redraw(bars);
    }

    private static String bar(double fraction) {
        int full = (int) Math.round(BAR * Math.max(0, Math.min(1, fraction)));
        return "█".repeat(full) + "░".repeat(BAR - full);
    }

    @Override
    public void measured(String model, BenchmarkRun run) {
        if (!run.marks().isEmpty()) {
            say(String.format(
                    Locale.ROOT,
                    "%s: a run of %.3f s was disturbed: %s",
                    model,
                    run.seconds(),
                    String.join(", ", run.marks())));
        }
    }

    @Override
    public void finished(BenchmarkRow row) {
        if (terminal) {
            fractions.remove(row.subject().model());
            say(row.subject().model() + ": " + result(row));
        }
    }

    private static String result(BenchmarkRow row) {
        return row instanceof BenchmarkRow.Measured measured
                ? String.format(
                        Locale.ROOT,
                        "median %.3f s, RTFx %.1f",
                        measured.speed().statistics().medianSeconds(),
                        measured.speed().rtfx())
                : row.outcome();
    }

    private void say(String line) {
        if (terminal) {
            lines.redraw(List.of());
            lines.note(line);
            draw();
        }
    }
}
