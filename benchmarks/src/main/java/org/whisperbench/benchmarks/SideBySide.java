package org.whisperbench.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.whisperbench.platform.score.RunStatistics;

/**
 * Two engines' runs over the same window: medians, and how many times as long the second takes.
 *
 * @param ours runs of the embedded backend, at least one
 * @param theirs as many runs of the peer
 */
record SideBySide(List<WindowRun> ours, List<WindowRun> theirs) {

    static SideBySide of(List<WindowRun> ours, List<WindowRun> theirs) {
        return new SideBySide(List.copyOf(ours), List.copyOf(theirs));
    }

    /** Returns the table, and below it whether both wrote the same. */
    List<String> lines() {
        Figures table =
                new Figures("ms, median of " + ours.size(), "embedded", "range", "transformers", "range", "ratio");
        add(table, "features of 30 s", WindowRun::featuresSeconds);
        add(table, "encode 30 s", WindowRun::encoderSeconds);
        add(table, "one token", WindowRun::secondsPerToken);
        add(table, "whole window", WindowRun::totalSeconds);
        List<String> lines = new ArrayList<>(table.lines());
        WindowRun our = ours.get(0);
        WindowRun their = theirs.get(0);
        lines.add("tokens: " + our.tokens().size() + " and " + their.tokens().size() + ", the first "
                + our.agreement(their) + " agree");
        return lines;
    }

    private void add(Figures table, String name, ToDoubleFunction<WindowRun> time) {
        RunStatistics our = statistics(ours, time);
        RunStatistics their = statistics(theirs, time);
        table.add(
                name,
                Figures.millis(our.medianSeconds()),
                range(our),
                Figures.millis(their.medianSeconds()),
                range(their),
                Figures.ratio(our.medianSeconds(), their.medianSeconds()));
    }

    private static RunStatistics statistics(List<WindowRun> runs, ToDoubleFunction<WindowRun> time) {
        return RunStatistics.of(runs.stream().mapToDouble(time).toArray());
    }

    private static String range(RunStatistics runs) {
        return Figures.millis(runs.minSeconds()) + "-" + Figures.millis(runs.maxSeconds());
    }
}
