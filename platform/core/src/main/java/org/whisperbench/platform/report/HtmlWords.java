package org.whisperbench.platform.report;

import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.Transcript;
import org.whisperbench.platform.score.Alignment;
import org.whisperbench.platform.score.Edit;

/** What was heard in each file, with the errors in colours. */
final class HtmlWords {

    private HtmlWords() {}

    static void add(Html page, BenchmarkReport report) {
        if (report.measured().isEmpty()) {
            return;
        }
        page.raw(
                "<h2>What was heard</h2>\n<p class=\"quiet\">Normalized words. <span class=\"S\">said → written</span> is a"
                        + " substitution, <del class=\"D\">missing</del> a deletion, <ins class=\"I\">too much</ins> an"
                        + " insertion.</p>\n");
        for (BenchmarkRow.Measured row : report.measured()) {
            for (Transcript transcript : row.transcripts()) {
                add(page, row.subject().model(), transcript);
            }
        }
    }

    private static void add(Html page, String model, Transcript transcript) {
        boolean wrong = transcript.errors().errors() > 0;
        page.raw(wrong ? "<details open>" : "<details>");
        page.add(
                "<summary>%s, %s: %s</summary>",
                model,
                transcript.file(),
                transcript.scored()
                        ? "%d errors in %d words"
                                .formatted(
                                        transcript.errors().errors(),
                                        transcript.errors().referenceWords())
                        : "no reference");
        page.raw("<p class=\"words\">");
        if (transcript.scored()) {
            transcript.alignment().forEach(step -> word(page, step));
        } else {
            page.add("%s", transcript.text());
        }
        page.raw("</p></details>\n");
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
