package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.FileStatus;
import org.whisperbench.platform.bench.Transcript;

/** What a benchmark measured: notes, what was heard, and the numbers. */
final class BenchmarkText {

    private static final int LONGEST_TEXT = 300;

    /** So many files are listed in any case. */
    private static final int FEW_FILES = 3;

    private BenchmarkText() {}

    static String render(BenchmarkReport report) {
        return render(report, false);
    }

    /** Where the user wants all, also what was heard where no word is wrong, and every condition that was in force. */
    static String told(BenchmarkCommand.Told told) {
        return render(told.report(), told.verbose());
    }

    private static String render(BenchmarkReport report, boolean verbose) {
        List<String> lines = new ArrayList<>();
        lines.add("%s s of speech in %s, %s after %d warm-up, at least %s each%s"
                .formatted(
                        seconds(report.audioSeconds(), 1),
                        counted(report.corpus().size(), "file"),
                        counted(report.rows().size(), "model"),
                        report.settings().warmups(),
                        least(report.settings()),
                        report.execution().cancelled() ? "; CANCELLED before it was done" : ""));
        lines.add("machine: " + InfoText.machine(report.host()) + ", "
                + report.host().jvm());
        lines.addAll(notes(report));
        report.rows().forEach(row -> lines.addAll(heard(row, verbose)));
        lines.add("");
        lines.addAll(BenchmarkNumbers.lines(report, verbose));
        return String.join("\n", lines);
    }

    private static String least(BenchmarkReport.Settings settings) {
        String runs = counted(settings.runs(), "run");
        return settings.leastSeconds() > 0 ? runs + " and " + seconds(settings.leastSeconds(), 1) + " s" : runs;
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

    private static List<String> heard(BenchmarkRow row, boolean verbose) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        if (row instanceof BenchmarkRow.Measured measured) {
            lines.add("%s: %s"
                    .formatted(measured.subject().model(), measured.loaded().files()));
            lines.addAll(transcripts(measured.transcripts(), verbose));
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
        lines.addAll(files(row));
        row.attempts()
                .forEach(attempt -> lines.add("  attempt before: %s during %s: %s"
                        .formatted(attempt.outcome(), attempt.stage(), attempt.message())));
        lines.addAll(LastLines.of(String.join(" ", lines), row.lastLines()));
        return lines;
    }

    /** A file of which every word is right says nothing new, unless the user wants to see it. */
    private static List<String> transcripts(List<Transcript> all, boolean verbose) {
        boolean each = verbose || all.size() <= FEW_FILES;
        List<Transcript> listed = all.stream().filter(t -> each || !isRight(t)).toList();
        List<String> lines = new ArrayList<>();
        if (!listed.isEmpty()) {
            Table table = Table.of("file", ">errors", "heard");
            listed.forEach(t -> table.row(
                    name(t.file()),
                    t.scored() ? t.errors().errors() + "/" + t.errors().referenceWords() : "-",
                    t.failed() ? problem(t.status(), t.problem()) : marks(t) + shown(t.text())));
            table.lines().forEach(line -> lines.add("  " + line));
        }
        int right = all.size() - listed.size();
        if (right > 0) {
            lines.add("  %s without an error%s".formatted(counted(right, "file"), listed.isEmpty() ? "" : " besides"));
        }
        return lines;
    }

    private static boolean isRight(Transcript transcript) {
        return transcript.scored()
                && transcript.errors().errors() == 0
                && !transcript.failed()
                && marks(transcript).isEmpty();
    }

    /** What was heard of each file where there are no numbers. */
    private static List<String> files(BenchmarkRow row) {
        if (row.files().size() < 2) {
            return List.of();
        }
        Table table = Table.of("file", "heard, of which nothing was measured");
        row.files()
                .forEach(file -> table.row(
                        name(file.file()),
                        file.status() == FileStatus.HEARD
                                ? shown(file.text())
                                : problem(file.status(), file.problem())));
        return table.lines().stream().map(line -> "  " + line).toList();
    }

    private static String problem(FileStatus status, String problem) {
        return "[%s] %s".formatted(status.text(), problem).strip();
    }

    private static String name(String file) {
        Path name = Path.of(file).getFileName();
        return name == null ? file : name.toString();
    }

    /** The beginning of a text; all of it is in the JSON. */
    private static String shown(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static String marks(Transcript transcript) {
        return (transcript.complete() ? "" : "[partial] ") + (transcript.stable() ? "" : "[differs between runs] ");
    }

    static String counted(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    static String seconds(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
