package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;
import org.whisperbench.platform.bench.Findings;
import org.whisperbench.platform.bench.Resources;

/** The page in a real browser: Chromium, of which Debian has a package of that name; skipped where it is not installed. */
class HtmlPageTest {

    private static final Pattern MARK = Pattern.compile("<(?:circle|rect) class=\"mark [^>]*>");
    private static final Pattern ACROSS = Pattern.compile(
            "<text class=\"axis(?: odd)?\" x=\"([^\"]*)\" y=\"[^\"]*\" text-anchor=\"[^\"]*\">([^<]*)</text>");
    private static final Pattern UP =
            Pattern.compile("<text class=\"axis\" x=\"[^\"]*\" y=\"([^\"]*)\" dy=\"-4\">([^<]*)</text>");
    private static final Pattern FLOOR = Pattern.compile("<line class=\"grid\"[^>]* y2=\"([^\"]*)\"");
    private static final Pattern LANE = Pattern.compile("<line class=\"lane\"[^>]* y1=\"([^\"]*)\"");
    private static final long PEAK_BYTES = 123_456_789;
    /** Places are written to a tenth. */
    private static final double ROUNDING = 0.11;

    private static final long LONGEST_SECONDS = 120;

    @TempDir
    Path folder;

    private BenchmarkReport report;
    private String chromium = "";

    @BeforeEach
    void measure() throws Exception {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .map(path -> Path.of(path, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "chromium is not installed, so no page was looked at; apt-get install chromium");
        chromium = found.orElseThrow().toString();
        SampleBenchmark sample = new SampleBenchmark(folder);
        report = sample.run(
                sample.fake("right", "one two three"), sample.fake("wrong", "one " + "long".repeat(60) + " four"));
        report = withMemoryAndDoubt(report);
    }

    /** Runs the browser on the page, in an own profile; returns what it printed: the document, and errors of the console. */
    private String browse(Path page, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(options));
        command.add(page.toUri().toString());
        Path out = folder.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertTrue(ended, "the browser did not end");
        return Files.readString(out);
    }

    private Path page(String probe) throws IOException {
        String html = new HtmlFormat().write(report).replace("</main>", probe + "</main>");
        return Files.writeString(folder.resolve("page.html"), html, StandardCharsets.UTF_8);
    }

    /** The first row with a peak of memory, the second not ranked. */
    private static BenchmarkReport withMemoryAndDoubt(BenchmarkReport report) {
        BenchmarkRow.Measured first = report.measured().get(0);
        BenchmarkRow.Measured second = report.measured().get(1);
        Resources used = new Resources(
                OptionalLong.of(PEAK_BYTES), "peak", OptionalDouble.of(1), "peak", OptionalLong.empty(), "unknown");
        Findings doubted = new Findings(
                List.of("planted"),
                second.findings().silence(),
                second.findings().languages(),
                second.findings().timestamps(),
                second.findings().penalized(),
                List.of());
        return new BenchmarkReport(
                report.schema(),
                report.execution(),
                report.host(),
                report.settings(),
                report.corpus(),
                report.notes(),
                List.of(with(first, used, first.findings()), with(second, second.resources(), doubted)),
                report.groups(),
                report.comparisons());
    }

    private static BenchmarkRow.Measured with(BenchmarkRow.Measured row, Resources used, Findings findings) {
        return new BenchmarkRow.Measured(
                row.subject(), row.loaded(), row.times(), row.speed(), used, row.errors(), row.transcripts(), findings);
    }

    /** A drawing of the page as the browser has it. */
    private record Figure(String svg) {

        static Figure of(String document, String id) {
            int begin = document.indexOf("<figure id=\"" + id + "\">");
            assertTrue(begin >= 0, () -> "no figure " + id);
            return new Figure(document.substring(begin, document.indexOf("</svg>", begin)));
        }

        List<String> marks() {
            return MARK.matcher(svg).results().map(MatchResult::group).toList();
        }

        double number(Pattern pattern, int match) {
            return Double.parseDouble(pattern.matcher(svg)
                    .results()
                    .skip(match)
                    .findFirst()
                    .orElseThrow()
                    .group(1));
        }

        /** Where a value stands between the numbers that are written on an axis. */
        double place(Pattern axis, double value) {
            List<MatchResult> ticks = axis.matcher(svg).results().toList();
            MatchResult last = ticks.get(ticks.size() - 1);
            double zero = axis == UP ? number(FLOOR, 0) : number(ACROSS, 0);
            return zero + (Double.parseDouble(last.group(1)) - zero) * value / Double.parseDouble(last.group(2));
        }
    }

    private static String attribute(String mark, String name) {
        return Pattern.compile(" " + name + "=\"([^\"]*)\"")
                .matcher(mark)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(mark + " has no " + name))
                .group(1);
    }

    private static double value(String mark, String name) {
        return Double.parseDouble(attribute(mark, name));
    }

    private String document() throws Exception {
        String document = browse(page(""), "--dump-dom");
        String console = Files.readString(folder.resolve("err.txt"));
        assertTrue(!console.contains("CONSOLE"), console);
        return document;
    }

    @Test
    void everyRunIsWhereItsTimeIs() throws Exception {
        Figure times = Figure.of(document(), "times");

        List<String> marks = times.marks();
        int next = 0;
        for (int lane = 0; lane < report.measured().size(); lane++) {
            BenchmarkRow.Measured row = report.measured().get(lane);
            for (double seconds : row.times().runSeconds()) {
                String mark = marks.get(next++);
                assertEquals(row.subject().model(), attribute(mark, "data-model"));
                assertEquals(seconds, value(mark, "data-value"));
                assertEquals(times.place(ACROSS, seconds), value(mark, "cx"), ROUNDING);
                assertEquals(times.number(LANE, lane), value(mark, "cy"));
            }
        }
        assertEquals(next, marks.size());
    }

    @Test
    void everyModelIsWhereItsSpeedAndItsErrorsAre() throws Exception {
        Figure accuracy = Figure.of(document(), "accuracy");

        List<String> marks = accuracy.marks();
        assertEquals(report.measured().size(), marks.size());
        for (int i = 0; i < marks.size(); i++) {
            BenchmarkRow.Measured row = report.measured().get(i);
            double errors = 100 * row.errors().corpusWordErrorRate().orElseThrow();
            assertEquals(row.subject().model(), attribute(marks.get(i), "data-model"));
            assertEquals(row.speed().rtfx(), value(marks.get(i), "data-value"));
            assertEquals(errors, value(marks.get(i), "data-y"), 1e-9);
            assertEquals(accuracy.place(ACROSS, row.speed().rtfx()), value(marks.get(i), "cx"), ROUNDING);
            assertEquals(accuracy.place(UP, errors), value(marks.get(i), "cy"), ROUNDING);
            assertEquals(row.isValid() ? "mark model" : "mark model unranked", attribute(marks.get(i), "class"));
        }
        assertTrue(accuracy.svg().contains(">wrong/m, not ranked</text>"), accuracy.svg());
    }

    @Test
    void everyPeakOfMemoryIsABarOfItsLength() throws Exception {
        Figure memory = Figure.of(document(), "memory");

        List<String> marks = memory.marks();
        assertEquals(1, marks.size(), "of the other one nothing is known");
        double megabytes = PEAK_BYTES * 1e-6;
        assertEquals("right/m", attribute(marks.get(0), "data-model"));
        assertEquals(megabytes, value(marks.get(0), "data-value"), 1e-9);
        assertEquals(memory.place(ACROSS, megabytes) - memory.place(ACROSS, 0), value(marks.get(0), "width"), ROUNDING);
    }

    @Test
    void nothingIsWiderThanATelephone() throws Exception {
        // A frame has the width that it is given, whatever the smallest width of a window is.
        Path inner = page("");
        Path outer = Files.writeString(folder.resolve("outer.html"), """
                <!DOCTYPE html><body><iframe width="390" height="800" src="%s"></iframe>
                <script>onload = () => {
                  const page = frames[0].document.documentElement;
                  document.title = "width " + page.scrollWidth + " of " + page.clientWidth;
                }</script>""".formatted(inner.getFileName()));

        String document = browse(outer, "--dump-dom", "--allow-file-access-from-files");

        MatchResult width = Pattern.compile("<title>width (\\d+) of (\\d+)</title>")
                .matcher(document)
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(document));
        assertTrue(Integer.parseInt(width.group(2)) <= 390);
        assertEquals(width.group(2), width.group(1));
    }
}
