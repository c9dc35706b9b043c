package org.whisperbench.platform.report;

import java.util.List;
import java.util.stream.Stream;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.FileResult;
import org.whisperbench.platform.bench.FileStatus;
import org.whisperbench.platform.bench.Transcript;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.Edit;

/** What was heard in each file, with the errors in colours. */
final class HtmlWords {

    private HtmlWords() {}

    static void add(Html page, BenchmarkReport report) {
        List<BenchmarkRow> lost =
                report.rows().stream().filter(row -> !row.files().isEmpty()).toList();
        if (report.measured().isEmpty() && lost.isEmpty()) {
            return;
        }
        page.raw(
                "<h2>What was heard</h2>\n<p class=\"quiet\">Normalized words. <span class=\"S\">said → written</span> is a"
                        + " substitution, <del class=\"D\">missing</del> a deletion, <ins class=\"I\">too much</ins> an"
                        + " insertion.</p>\n");
        for (int i = 0; i < report.corpus().size(); i++) {
            int file = i;
            Stream<Heard> measured = report.measured().stream()
                    .map(row ->
                            Heard.of(row.subject().model(), row.transcripts().get(file)));
            Stream<Heard> kept = lost.stream()
                    .map(row -> Heard.of(row.subject().model(), row.files().get(file)));
            add(
                    page,
                    report.corpus().get(i).file(),
                    Stream.concat(measured, kept).toList());
        }
    }

    /** What a model heard in a file. */
    private record Heard(String model, String state, boolean wrong, String text, List<Alignment.Step> words) {

        static Heard of(String model, Transcript transcript) {
            String state = transcript.status().text();
            if (!transcript.failed()) {
                state = transcript.scored()
                        ? "%d errors in %d words"
                                .formatted(
                                        transcript.errors().errors(),
                                        transcript.errors().referenceWords())
                        : "no reference";
                state += transcript.complete() ? "" : ", partial";
                state += transcript.rtfx().isPresent()
                        ? ", RTFx " + Rows.decimals(transcript.rtfx().getAsDouble(), 1)
                        : "";
            }
            return new Heard(
                    model,
                    state,
                    transcript.errors().errors() > 0 || transcript.failed(),
                    transcript.failed() ? transcript.problem() : transcript.text(),
                    transcript.scored() ? transcript.alignment() : List.of());
        }

        /** Of a model without numbers. */
        static Heard of(String model, FileResult file) {
            boolean heard = file.status() == FileStatus.HEARD;
            String state = file.status().text() + (heard ? ", nothing was measured" : "");
            return new Heard(model, state, !heard, heard ? file.text() : file.problem(), List.of());
        }
    }

    /** A file, open if anything is wrong with it, and the models below each other. */
    private static void add(Html page, String file, List<Heard> heard) {
        long wrong = heard.stream().filter(Heard::wrong).count();
        page.raw(wrong > 0 ? "<details open>" : "<details>");
        page.add(
                "<summary title=\"%s\">%s <span class=\"quiet\">%s</span></summary>",
                file,
                file.replaceAll(".*[/\\\\]", ""),
                wrong == 0 ? "no errors" : "errors of %d of %d models".formatted(wrong, heard.size()));
        for (Heard one : heard) {
            page.add("<h3>%s <span class=\"quiet\">%s</span></h3>", one.model(), one.state());
            page.raw("<p class=\"words\">");
            if (one.words().isEmpty()) {
                page.add("%s", one.text());
            } else {
                one.words().forEach(step -> word(page, step));
            }
            page.raw("</p>\n");
        }
        page.raw("</details>\n");
    }

    private static void word(Html page, Alignment.Step step) {
        if (step.edit() == Edit.HIT) {
            page.add("%s", step.reference());
        } else if (step.edit() == Edit.SUBSTITUTION) {
            page.add("<span class=\"S\">%s → %s</span>", step.reference(), step.hypothesis());
        } else if (step.edit() == Edit.DELETION) {
            page.add("<del class=\"D\">%s</del>", step.reference());
        } else {
            page.add("<ins class=\"I\">%s</ins>", step.hypothesis());
        }
    }
}
