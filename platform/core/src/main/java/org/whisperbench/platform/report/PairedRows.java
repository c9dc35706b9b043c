package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.whisperbench.platform.report.Comparison.Change;
import org.whisperbench.platform.report.Comparison.Quantity;
import org.whisperbench.platform.score.Bootstrap;
import org.whisperbench.platform.score.PairedComparison;
import org.whisperbench.platform.score.RunStatistics;
import org.whisperbench.platform.score.Standing;

/**
 * What was measured of one model, then and now, file by file. A file on which the engine failed has no time and no errors:
 * sums of times over different files are not compared, and errors only over the files that both heard.
 */
record PairedRows(StoredResult.Row before, StoredResult.Row after) {

    Change change(String model, double gate, boolean times) {
        List<String> remarks = new ArrayList<>();
        List<String> failed = names(this::unheard);
        if (!failed.isEmpty()) {
            remarks.add("time not compared, since the engine failed on " + Comparison.listed(failed));
        }
        List<String> changed = names(place -> !unheard(place) && words(before, place) != words(after, place));
        if (!changed.isEmpty()) {
            remarks.add("WER not compared, since another text was said in " + Comparison.listed(changed));
        }
        if (!after.valid()) {
            remarks.add("now not valid");
        }
        return new Change(
                model,
                times && failed.isEmpty() ? time(gate) : Quantity.NONE,
                changed.isEmpty() ? errors(gate) : Quantity.NONE,
                names(place -> after.failed(place) && !before.failed(place)),
                String.join("; ", remarks));
    }

    private List<String> names(IntPredicate isSo) {
        return places().filter(isSo)
                .mapToObj(place -> after.files().get(place).name())
                .toList();
    }

    private IntStream places() {
        return IntStream.range(0, Math.min(before.files().size(), after.files().size()));
    }

    private boolean unheard(int place) {
        return before.failed(place) || after.failed(place);
    }

    private static long words(StoredResult.Row row, int place) {
        return row.files().get(place).errors().referenceWords();
    }

    private Quantity time(double gate) {
        RunStatistics then = mean(before);
        RunStatistics now = mean(after);
        boolean distinct = Standing.bySpeed(List.of(then, now)).get(0).isShown();
        return Quantity.of(then.meanSeconds(), now.meanSeconds(), Optional.empty(), gate, distinct);
    }

    static RunStatistics mean(StoredResult.Row row) {
        return RunStatistics.of(row.runSeconds().stream().mapToDouble(s -> s).toArray());
    }

    private Quantity errors(double gate) {
        List<Integer> heard = places().filter(place -> !unheard(place)).boxed().toList();
        return Bootstrap.STANDARD
                .compare(
                        heard.stream()
                                .map(before.files()::get)
                                .map(StoredResult.Heard::errors)
                                .toList(),
                        heard.stream()
                                .map(after.files()::get)
                                .map(StoredResult.Heard::errors)
                                .toList())
                .map(paired -> Quantity.of(
                        paired.first(),
                        paired.second(),
                        Optional.of(paired.difference()),
                        gate,
                        paired.verdict() != PairedComparison.Verdict.NO_DIFFERENCE_SHOWN))
                .orElse(Quantity.NONE);
    }
}
