package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.score.WordErrors;

/** What a benchmark measured: notes, what was heard, a table, and what its words mean. */
final class BenchmarkText {

    private static final int LONGEST_TEXT = 300;

    private BenchmarkText() {}

    static String render(BenchmarkReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("%s s of speech in %s, %d x %s after %d warm-up"
                .formatted(
                        seconds(report.audioSeconds(), 1),
                        counted(report.corpus().size(), "file"),
                        report.rows().size(),
                        counted(report.settings().runs(), "run"),
                        report.settings().warmups()));
        lines.add("machine: " + InfoText.machine(report.host()) + ", "
                + report.host().jvm());
        lines.addAll(notes(report));
        report.rows().forEach(row -> lines.addAll(heard(row)));
        lines.add("");
        lines.addAll(table(report));
        lines.add("");
        lines.addAll(legend(report));
        return String.join("\n", lines);
    }

    private static Set<String> notes(BenchmarkReport report) {
        Set<String> notes = new LinkedHashSet<>();
        report.notes().forEach(note -> notes.add("note: " + note));
        report.rows().stream()
                .map(BenchmarkRow::subject)
                .filter(s -> !s.note().isEmpty())
                .forEach(s -> notes.add("note: %s is %s".formatted(s.model(), s.note())));
        return notes;
    }

    private static List<String> heard(BenchmarkRow row) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (row instanceof BenchmarkRow.Measured measured) {
            lines.add("%s: %s".formatted(measured.subject().model(), measured.files()));
            Table table = Table.of("file", ">errors", "heard");
            for (int i = 0; i < measured.transcripts().size(); i++) {
                BenchmarkRow.Transcript t = measured.transcripts().get(i);
                String errors =
                        t.scored() ? t.errors().errors() + "/" + t.errors().referenceWords() : "-";
                table.row(name(t.file()), errors, marks(t) + shown(t.text()));
            }
            table.lines().forEach(line -> lines.add("  " + line));
        } else if (row instanceof BenchmarkRow.Failed failed) {
            lines.add("%s failed during %s: %s".formatted(failed.subject().model(), failed.stage(), failed.message()));
        } else if (row instanceof BenchmarkRow.TimedOut late) {
            lines.add("%s timed out during %s: %s".formatted(late.subject().model(), late.stage(), late.message()));
        } else if (row instanceof BenchmarkRow.Crashed crashed) {
            lines.add("%s crashed during %s: %s"
                    .formatted(crashed.subject().model(), crashed.stage(), crashed.message()));
        } else if (row instanceof BenchmarkRow.Unavailable unavailable) {
            lines.add("%s: %s".formatted(unavailable.subject().model(), unavailable.reason()));
        }
        lines.addAll(LastLines.of(row.lastLines()));
        return lines;
    }

    private static String name(String file) {
        Path name = Path.of(file).getFileName();
        return name == null ? file : name.toString();
    }

    /** The beginning of a text; all of it is in the JSON. */
    private static String shown(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static String marks(BenchmarkRow.Transcript transcript) {
        return (transcript.complete() ? "" : "[partial] ") + (transcript.stable() ? "" : "[differs between runs] ");
    }

    private static List<String> table(BenchmarkReport report) {
        Table table = Table.of(
                "model",
                "outcome",
                ">load s",
                ">median s",
                ">min s",
                ">max s",
                ">RTF",
                ">RTFx",
                ">CPU s",
                ">peak MB",
                ">WER %",
                ">S/D/I");
        for (BenchmarkRow row : report.rows()) {
            if (row instanceof BenchmarkRow.Measured m) {
                BenchmarkRow.Speed speed = m.speed();
                table.row(
                        m.subject().model() + (m.subject().control() ? " (control)" : ""),
                        m.outcome(),
                        seconds(m.times().loadSeconds(), 3),
                        seconds(speed.statistics().medianSeconds(), 3),
                        seconds(speed.statistics().minSeconds(), 3),
                        seconds(speed.statistics().maxSeconds(), 3),
                        seconds(speed.rtf(), 4),
                        seconds(speed.rtfx(), 1),
                        cpu(m.resources()),
                        peak(m.resources()),
                        wer(m.errors()),
                        "%d/%d/%d"
                                .formatted(
                                        m.errors().substitutions(),
                                        m.errors().deletions(),
                                        m.errors().insertions()));
            } else {
                table.row(row.subject().model(), row.outcome(), "-", "-", "-", "-", "-", "-", "-", "-", "-", "-");
            }
        }
        return table.lines();
    }

    private static String cpu(BenchmarkRow.Resources used) {
        return used.cpuSeconds().isPresent()
                ? marked(seconds(used.cpuSeconds().getAsDouble(), 3), used.cpuBasis())
                : used.cpuBasis();
    }

    private static String peak(BenchmarkRow.Resources used) {
        return used.peakBytes().isPresent()
                ? marked(seconds(used.peakBytes().getAsLong() / 1e6, 1), used.peakBasis())
                : used.peakBasis();
    }

    /** A figure that may have missed something says so. */
    private static String marked(String figure, String basis) {
        return basis.equals("sampled") ? "~" + figure : figure;
    }

    private static String wer(WordErrors errors) {
        OptionalDouble rate = errors.rate();
        return rate.isPresent() ? seconds(100 * rate.getAsDouble(), 2) : "-";
    }

    private static List<String> legend(BenchmarkReport report) {
        long scored = report.corpus().stream()
                .filter(BenchmarkReport.Speech::hasReference)
                .count();
        return List.of(
                "CPU: processor time of a run, all cores; peak: most memory of the engine's processes since they started;"
                        + " ~: sampled, may be more",
                "RTF: time of a run / length of the speech, less is faster; RTFx: the inverse; both of the median run",
                "WER: (substitutions + deletions + insertions) / words said, summed over %s with a reference, text rules '%s'"
                        .formatted(counted(scored, "file"), report.settings().normalizer()));
    }

    private static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String seconds(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
