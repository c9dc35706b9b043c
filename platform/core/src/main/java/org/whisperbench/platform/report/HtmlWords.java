package org.whisperbench.platform.report;

import java.util.List;
import org.whisperbench.platform.bench.BenchmarkReport;
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
        int files = report.measured().get(0).transcripts().size();
        for (int i = 0; i < files; i++) {
            int file = i;
            List<Heard> heard = report.measured().stream()
                    .map(row ->
                            new Heard(row.subject().model(), row.transcripts().get(file)))
                    .toList();
            add(page, heard);
        }
    }

    /** What a model heard in a file. */
    private record Heard(String model, Transcript transcript) {

        boolean wrong() {
            return transcript.errors().errors() > 0 || transcript.failed();
        }
    }

    /** A file, open if anything is wrong with it, and the models below each other. */
    private static void add(Html page, List<Heard> heard) {
        long wrong = heard.stream().filter(Heard::wrong).count();
        page.raw(wrong > 0 ? "<details open>" : "<details>");
        String file = heard.get(0).transcript().file();
        page.add(
                "<summary title=\"%s\">%s <span class=\"quiet\">%s</span></summary>",
                file,
                file.replaceAll(".*[/\\\\]", ""),
                wrong == 0 ? "no errors" : "errors of %d of %d models".formatted(wrong, heard.size()));
        for (Heard one : heard) {
            page.add("<h3>%s <span class=\"quiet\">%s</span></h3>", one.model(), state(one.transcript()));
            page.raw("<p class=\"words\">");
            words(page, one.transcript());
            page.raw("</p>\n");
        }
        page.raw("</details>\n");
    }

    private static void words(Html page, Transcript transcript) {
        if (transcript.scored()) {
            transcript.alignment().forEach(step -> word(page, step));
        } else {
            page.add("%s", transcript.failed() ? transcript.problem() : transcript.text());
        }
    }

    private static String state(Transcript transcript) {
        if (transcript.failed()) {
            return "failed";
        }
        return transcript.scored()
                ? "%d errors in %d words"
                        .formatted(
                                transcript.errors().errors(),
                                transcript.errors().referenceWords())
                : "no reference";
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
