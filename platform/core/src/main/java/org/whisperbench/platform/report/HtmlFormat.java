package org.whisperbench.platform.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;

/**
 * One page that needs nothing else: no script, no font, no network. It holds the whole report as JSON, too, in an element of
 * type {@code application/json} with the id {@code report}.
 */
final class HtmlFormat implements ReportFormat {

    private static final double PERCENT = 100;
    private static final double MEGA = 1e-6;

    @Override
    public String suffix() {
        return "html";
    }

    @Override
    public String write(BenchmarkReport report) {
        Html page = new Html()
                .raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .add("<title>Benchmark %s</title>", report.execution().started())
                .raw("<link rel=\"icon\" href=\"data:,\">\n<style>\n" + style()
                        + "</style>\n</head>\n<body>\n<main>\n");
        head(page, report);
        HtmlSummary.add(page, report);
        plots(page, report);
        HtmlTables.add(page, report);
        HtmlWords.add(page, report);
        environment(page, report);
        page.raw("<script type=\"application/json\" id=\"report\">")
                .raw(JsonReports.inOneLine().write(report).replace("<", "\\u003c"))
                .raw("</script>\n</main>\n</body>\n</html>\n");
        return page.toString();
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(HtmlFormat.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style of reports cannot be read", e);
        }
    }

    private static void head(Html page, BenchmarkReport report) {
        int models = report.rows().size();
        page.add(
                "<h1>Benchmark of %s</h1>",
                models == 1 ? report.rows().get(0).subject().model() : models + " models");
        page.add(
                "<p class=\"quiet\">%s s of speech in %s files; started %s, took %s s%s</p>",
                Rows.decimals(report.audioSeconds(), 1),
                report.corpus().size(),
                report.execution()
                        .started()
                        .replaceFirst("\\.\\d+", "")
                        .replace('T', ' ')
                        .replace("Z", " UTC"),
                Rows.decimals(report.execution().seconds(), 1),
                report.execution().cancelled() ? "; cancelled before it was done" : "");
        page.add(
                "<p class=\"quiet\">%s, %s processors, %s GiB, %s, %s</p>",
                report.host().cpu(),
                report.host().processors(),
                Rows.decimals(report.host().memoryBytes() / (double) (1 << 30), 1),
                report.host().os(),
                report.host().jvm());
        Set<String> notes = new LinkedHashSet<>(report.notes());
        report.rows().stream()
                .map(BenchmarkRow::subject)
                .filter(subject -> !subject.note().isEmpty())
                .forEach(subject -> notes.add(subject.model().replaceFirst(" \\[.*", "") + " is " + subject.note()));
        notes.forEach(note -> page.add("<p class=\"quiet\">Note: %s.</p>", note));
    }

    private static void plots(Html page, BenchmarkReport report) {
        List<BenchmarkRow.Measured> rows = report.measured();
        if (rows.isEmpty()) {
            return;
        }
        page.raw("<h2>Time of each run</h2>\n<figure id=\"times\">\n");
        page.raw(Plot.dots(rows.stream().map(HtmlFormat::runs).toList(), "run", "seconds"));
        page.raw(
                "<figcaption>A dot is a run over all of the speech, the line is the median. Less is faster.</figcaption>");
        page.raw("</figure>\n");
        accuracy(page, rows);
        List<Plot.Lane> memory = rows.stream()
                .filter(row -> row.resources().peakBytes().isPresent())
                .map(row -> new Plot.Lane(
                        row.subject().model(),
                        List.of(MEGA * row.resources().peakBytes().orElse(0)),
                        Double.NaN,
                        List.of()))
                .toList();
        if (!memory.isEmpty()) {
            page.raw("<h2>Memory</h2>\n<figure id=\"memory\">\n");
            page.raw(Plot.bars(memory, "peak", "MB"));
            page.raw(
                    "<figcaption>Most memory of the engine's processes together since they started.</figcaption></figure>\n");
        }
    }

    private static void accuracy(Html page, List<BenchmarkRow.Measured> rows) {
        List<Plot.Point> points = rows.stream()
                .filter(row -> row.errors().corpusWordErrorRate().isPresent())
                .map(row -> new Plot.Point(
                        row.subject().model(),
                        row.speed().rtfx(),
                        PERCENT * row.errors().corpusWordErrorRate().orElse(0),
                        row.isValid() && !row.subject().control()))
                .toList();
        if (!points.isEmpty()) {
            page.raw("<h2>Speed against accuracy</h2>\n<figure id=\"accuracy\">\n");
            page.raw(Plot.scatter(points, "model", "RTFx", "corpus WER %"));
            page.raw(
                    "<figcaption>RTFx is how many seconds of speech are written down in a second. Further to the right is"
                            + " faster, further down is more right. A ring is a model that is not ranked, with the reason"
                            + " beside its numbers.</figcaption></figure>\n");
        }
    }

    private static Plot.Lane runs(BenchmarkRow.Measured row) {
        return new Plot.Lane(
                row.subject().model(),
                row.times().runSeconds(),
                row.speed().statistics().medianSeconds(),
                row.speed().statistics().outlierRuns());
    }

    private static void environment(Html page, BenchmarkReport report) {
        page.raw("<h2>Where and how</h2>\n<dl>\n");
        entry(page, "processor", report.host().cpu() + ", " + report.host().processors() + " usable");
        entry(page, "memory", Rows.decimals(report.host().memoryBytes() / (double) (1 << 30), 1) + " GiB");
        entry(page, "system", report.host().os() + " " + report.host().architecture());
        entry(page, "Java", report.host().jvm());
        entry(page, "run", report.execution().id());
        entry(page, "schema", report.schema());
        entry(
                page,
                "plan",
                "%d loads, %d warm-ups, at least %d runs and %s s"
                        .formatted(
                                report.settings().loads(),
                                report.settings().warmups(),
                                report.settings().runs(),
                                Rows.decimals(report.settings().leastSeconds(), 1)));
        report.settings().normalizers().forEach(rules -> entry(page, "text rules", rules.toString()));
        report.execution().blocks().forEach(block -> entry(page, "in turns", String.join(", ", block.models())));
        page.raw("</dl>\n");
        for (BenchmarkRow.Measured row : report.measured()) {
            page.add("<details><summary>%s</summary><dl>", row.subject().model());
            new ArrayList<>(Conditions.of(row)).forEach(one -> entry(page, one.name(), one.text()));
            page.raw("</dl></details>\n");
        }
    }

    private static void entry(Html page, String name, String value) {
        page.add("<dt>%s</dt><dd>%s</dd>", name, value);
    }
}
