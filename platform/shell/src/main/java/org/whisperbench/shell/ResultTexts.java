package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.report.Comparison;
import org.whisperbench.platform.report.Rescored;
import org.whisperbench.platform.report.ResultList;

/** Stored results and their comparison for people. */
final class ResultTexts {

    private static final double PERCENT = 100;
    private static final int SHORT_ID = 8;
    /** Columns of an alignment. */
    private static final int WIDTH = 100;

    private ResultTexts() {}

    static String list(ResultList list) {
        if (list.results().isEmpty()) {
            return "no results in '%s' yet; run 'whisperbench benchmark'".formatted(list.folder());
        }
        Table table = Table.of("id", "started", ">speech s", "models");
        for (ResultList.Entry entry : list.results()) {
            if (entry.problem().isEmpty()) {
                table.row(
                        shortened(entry.id()),
                        entry.started().replaceFirst("\\..*", "Z"),
                        BenchmarkText.seconds(entry.audioSeconds(), 1),
                        String.join(", ", entry.models()));
            } else {
                table.row("-", "-", "-", entry.problem());
            }
        }
        return String.join("\n", table.lines());
    }

    private static String shortened(String id) {
        return id.length() <= SHORT_ID ? id : id.substring(0, SHORT_ID);
    }

    static String rescored(Rescored rescored) {
        if (rescored.rows().isEmpty()) {
            return "nothing was measured in '%s'".formatted(rescored.file());
        }
        Table table = Table.of(ErrorCells.HEADINGS.toArray(String[]::new));
        rescored.rows()
                .forEach(row -> table.row(ErrorCells.of(row.model(), row.errors(), row.corpusWerInterval())
                        .toArray(String[]::new)));
        List<String> lines = new ArrayList<>(table.lines());
        rescored.normalizers().forEach(rules -> lines.add("text rules: " + rules));
        String alignment = rescored.alignment().toString();
        if (!alignment.isEmpty()) {
            lines.add("alignment: " + alignment);
        }
        return String.join("\n", lines);
    }

    /** The same, after the words of each file in which any is wrong. */
    static String aligned(RescoreCommand.Aligned aligned) {
        List<String> lines = new ArrayList<>();
        for (Rescored.Row row : aligned.report().rows()) {
            for (Rescored.Heard heard : row.files()) {
                if (heard.errors().errors() > 0) {
                    lines.add("%s: %s: %d substitutions, %d deletions, %d insertions, %d hits"
                            .formatted(
                                    row.model(),
                                    heard.file(),
                                    heard.errors().substitutions(),
                                    heard.errors().deletions(),
                                    heard.errors().insertions(),
                                    heard.errors().hits()));
                    lines.add(heard.alignment().text(WIDTH));
                    lines.add("");
                }
            }
        }
        lines.add(rescored(aligned.report()));
        return String.join("\n", lines);
    }

    static String compared(CompareCommand.Gated gated) {
        Comparison comparison = gated.comparison();
        List<String> lines = new ArrayList<>();
        lines.add("before: %s  after: %s".formatted(shortened(comparison.before()), shortened(comparison.after())));
        comparison.notes().forEach(note -> lines.add("note: " + note));
        for (Comparison.Change change : comparison.changes()) {
            lines.add("%s:%s%s"
                    .formatted(
                            change.model(),
                            change.remark().isEmpty() ? "" : " " + change.remark(),
                            change.lost() ? " REGRESSION" : ""));
            if (!change.newlyInvalid().isEmpty()) {
                lines.add("  now not valid: %s REGRESSION".formatted(String.join("; ", change.newlyInvalid())));
            }
            if (!change.newlyFailed().isEmpty()) {
                lines.add("  now fails on %s REGRESSION".formatted(Comparison.listed(change.newlyFailed())));
            }
            if (change.time().verdict() != Comparison.Verdict.NOT_COMPARED) {
                lines.add("  " + time(change.time()));
            }
            if (change.wer().verdict() != Comparison.Verdict.NOT_COMPARED) {
                lines.add("  " + errors(change.wer()));
            }
        }
        if (gated.gated()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "gate of %s %%: %s",
                    Double.toString(PERCENT * comparison.gate()).replaceFirst("\\.0$", ""),
                    gate(gated)));
        }
        return String.join("\n", lines);
    }

    private static String gate(CompareCommand.Gated gated) {
        if (gated.isWell()) {
            return "passed";
        }
        Comparison comparison = gated.comparison();
        if (!comparison.isWell()) {
            return "not passed";
        }
        return comparison.isCompared()
                ? "not passed, since times were not compared of " + Comparison.listed(comparison.untimed())
                : "not passed, since nothing was compared";
    }

    private static String time(Comparison.Quantity time) {
        double before = time.before().orElse(Double.NaN);
        double after = time.after().orElse(Double.NaN);
        return String.format(
                        Locale.ROOT,
                        "time %+.1f %% (%.3f s, then %.3f s)",
                        PERCENT * (after / before - 1),
                        before,
                        after)
                + verdict(time);
    }

    private static String errors(Comparison.Quantity wer) {
        String interval = wer.difference()
                .map(between -> String.format(
                        Locale.ROOT, " [%+.2f, %+.2f]", PERCENT * between.low(), PERCENT * between.high()))
                .orElse("");
        return String.format(
                        Locale.ROOT,
                        "WER %+.2f",
                        PERCENT * (wer.after().orElse(Double.NaN) - wer.before().orElse(Double.NaN)))
                + interval
                + verdict(wer);
    }

    private static String verdict(Comparison.Quantity quantity) {
        return switch (quantity.verdict()) {
            case REGRESSION -> " REGRESSION";
            case IMPROVEMENT -> " improvement";
            case NO_DIFFERENCE_SHOWN -> ", no difference shown";
            case NOT_COMPARED -> ", not compared";
        };
    }
}
