package org.whisperbench.platform.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.whisperbench.platform.bench.InForce;
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
        List<String> changed =
                names(place -> !unheard(place) && !said(before, place).equals(said(after, place)));
        List<String> hindrances = hindrances();
        List<String> remarks = new ArrayList<>();
        hindrances.forEach(why -> remarks.add("time not compared, since " + why));
        if (!changed.isEmpty()) {
            remarks.add("WER not compared, since another text was said in " + Comparison.listed(changed));
        }
        remarks.addAll(notes());
        return new Change(
                model,
                times && hindrances.isEmpty() ? time(gate) : Quantity.NONE,
                changed.isEmpty() ? errors(gate) : Quantity.NONE,
                names(place -> after.failed(place) && !before.failed(place)),
                before.invalid().isEmpty() ? after.invalid() : List.of(),
                false,
                String.join("; ", remarks));
    }

    /** Why the times say nothing of what became faster or slower. */
    private List<String> hindrances() {
        List<String> why = new ArrayList<>();
        List<String> failed = names(this::unheard);
        if (!failed.isEmpty()) {
            why.add("the engine failed on " + Comparison.listed(failed));
        }
        String other =
                InForce.difference(before.engine().conditions(), after.engine().conditions());
        if (!other.isEmpty()) {
            why.add("it worked under other conditions: " + other);
        }
        if (Math.min(before.runSeconds().size(), after.runSeconds().size()) < 2) {
            why.add("a single run does not show how runs differ");
        }
        if (isMostlyDisturbed(before) || isMostlyDisturbed(after)) {
            why.add(disturbed());
        }
        if (!before.invalid().isEmpty()) {
            why.add("it was not valid before: " + String.join("; ", before.invalid()));
        } else if (!after.invalid().isEmpty() && failed.isEmpty()) {
            why.add("it is not valid now");
        }
        return why;
    }

    /** What does not keep from comparing, and may explain what is found. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!before.engine().version().equals(after.engine().version())) {
            notes.add("engine version %s, then %s"
                    .formatted(before.engine().version(), after.engine().version()));
        }
        if (!before.engine().sha256().equals(after.engine().sha256())) {
            notes.add("the files of the model are not the same");
        }
        boolean any = before.disturbed() + after.disturbed() > 0;
        if (any && !isMostlyDisturbed(before) && !isMostlyDisturbed(after)) {
            notes.add(disturbed());
        }
        return notes;
    }

    /** Where half of the runs are marked, their mean is that of the disturbance, and no interval holds it. */
    private static boolean isMostlyDisturbed(StoredResult.Row row) {
        return row.disturbed() > 0 && 2 * row.disturbed() >= row.runSeconds().size();
    }

    private String disturbed() {
        return "disturbed were %d of %d runs before and %d of %d after"
                .formatted(
                        before.disturbed(),
                        before.runSeconds().size(),
                        after.disturbed(),
                        after.runSeconds().size());
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

    private static String said(StoredResult.Row row, int place) {
        return row.files().get(place).said();
    }

    private Quantity time(double gate) {
        RunStatistics then = statistics(before);
        RunStatistics now = statistics(after);
        boolean distinct = Standing.bySpeed(List.of(then, now)).get(0).isShown();
        return Quantity.of(then.meanSeconds(), now.meanSeconds(), Optional.empty(), gate, distinct);
    }

    private static RunStatistics statistics(StoredResult.Row row) {
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
