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
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRow;

/** The page in a real browser: Chromium, of which Debian has a package of that name; skipped where it is not installed. */
class HtmlPageTest {

    private static final Pattern MARK =
            Pattern.compile("class=\"mark (\\w+)[^>]*data-model=\"([^\"]*)\" data-value=\"([^\"]*)\"");
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

    @Test
    void everyPointIsANumberOfTheReport() throws Exception {
        String document = browse(page(""), "--dump-dom");

        List<String> drawn =
                MARK.matcher(document).results().map(HtmlPageTest::mark).toList();
        List<String> expected = new ArrayList<>();
        for (BenchmarkRow.Measured row : report.measured()) {
            row.times()
                    .runSeconds()
                    .forEach(seconds -> expected.add("run " + row.subject().model() + " " + seconds));
        }
        for (BenchmarkRow.Measured row : report.measured()) {
            expected.add("model " + row.subject().model() + " " + row.speed().rtfx());
        }
        assertEquals(expected, drawn);
        String console = Files.readString(folder.resolve("err.txt"));
        assertTrue(!console.contains("CONSOLE"), console);
    }

    private static String mark(MatchResult mark) {
        return mark.group(1) + " " + mark.group(2) + " " + mark.group(3);
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
