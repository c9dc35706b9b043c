package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bundled model over the bundled speech: every kind of report, the log, the live view, and an end by Ctrl-C. */
final class BenchmarkReportsIT {

    private static final List<String> SUFFIXES = List.of("json", "jsonl", "csv", "md", "html");

    private static Cli cli;
    private static Path work;
    private static Run measured;

    @BeforeAll
    static void measure(@TempDir Path folder) throws IOException, InterruptedException {
        Archive archive = Archive.unpack(folder);
        work = Files.createDirectory(folder.resolve("work"));
        cli = Cli.of(archive).in(work);
        List<String> words = new ArrayList<>(
                List.of("benchmark", "-m", "onnx/nano-digits.en", "-n", "2", "--warmup", "1", "--log-format", "json"));
        SUFFIXES.forEach(suffix -> words.addAll(List.of("--export", "report." + suffix)));
        measured = cli.run(words.toArray(String[]::new));
    }

    private static String exported(String suffix) throws IOException {
        return Files.readString(work.resolve("report." + suffix));
    }

    private static List<JsonNode> objects(String text) {
        return text.lines()
                .filter(line -> line.startsWith("{"))
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    @Test
    void everyKindOfReportIsWritten() throws Exception {
        assertEquals(Run.WELL, measured.exitCode(), measured::toString);
        JsonNode report = JsonMapper.shared().readTree(exported("json"));
        assertEquals(13, report.at("/rows/0/transcripts").size());
        assertEquals(0, report.at("/rows/0/errors/corpusWer").asDouble(1));
        assertEquals(2, report.at("/rows/0/times/runs").size());
        assertEquals(
                List.of("begun", "run", "run", "row"),
                objects(exported("jsonl")).stream()
                        .map(line -> line.path("event").asString(""))
                        .toList());
        List<String> csv = exported("csv").lines().toList();
        assertTrue(csv.get(0).startsWith("run_id,model,backend,"), csv.get(0));
        assertTrue(csv.get(1).contains(",onnx/nano-digits.en,onnx@"), csv.get(1));
        assertTrue(exported("md").contains("| onnx/nano-digits.en | measured |"), exported("md"));
        String html = exported("html");
        assertTrue(html.contains("<figure id=\"times\">") && html.contains("<figure id=\"accuracy\">"));
        String inside = html.substring(html.indexOf("id=\"report\">") + 12, html.lastIndexOf("</script>"));
        assertEquals(report, JsonMapper.shared().readTree(inside));
    }

    @Test
    void eachPassIsALogEventThatSaysOfWhatItIs() throws Exception {
        List<JsonNode> passes = objects(measured.err()).stream()
                .filter(event -> event.path("formattedMessage").asString("").startsWith("measured pass "))
                .toList();

        assertEquals(2, passes.size(), measured::toString);
        JsonNode facts = passes.get(1).path("kvpList");
        JsonNode report = JsonMapper.shared().readTree(exported("json"));
        assertEquals(report.at("/execution/id"), facts.at("/0/run"));
        assertEquals(report.at("/rows/0/subject/backend"), facts.at("/1/backend"));
        assertEquals("onnx/nano-digits.en", facts.at("/2/model").asString());
        assertEquals(
                report.at("/rows/0/times/runSeconds/1").asDouble(),
                Double.parseDouble(facts.at("/3/seconds").asString()));
        cli.run("--log-format", "xml", "info")
                .failsWith(
                        Run.USAGE,
                        "'--log-format xml' is no format of log events; use '--log-format text' or '--log-format json'");
    }

    @Test
    void theResultIsKeptAndComparedAndScoredAgain() throws Exception {
        String id = JsonMapper.shared()
                .readTree(exported("json"))
                .at("/execution/id")
                .asString()
                .substring(0, 8);

        cli.run("results").ends(Run.WELL).shows(id);
        cli.run("compare", id, "report.json", "--gate", "5%", "--errors-only")
                .ends(Run.WELL)
                .shows("gate of 5 %: passed");
        cli.run("rescore", id, "--normalizer", "none").ends(Run.WELL).shows("text rules: none");
        cli.run("rescore", "nothing").ends(Run.USAGE);
    }

    @Test
    void onATerminalBarsAreDrawnAndCtrlCKeepsWhatIsFinished() throws Exception {
        assumeTrue(Terminal.isThere(), "no pseudo-terminal: /usr/bin/script of util-linux is not installed");
        String command = "benchmark -m onnx/nano-digits.en -a '%s' -n 900 --warmup 0 --loads 1 --export cut.json"
                + " --export cut.jsonl";
        Path speech = Files.copy(
                Path.of(JsonMapper.shared()
                        .readTree(exported("json"))
                        .at("/corpus/0/file")
                        .asString()),
                work.resolve("speech.wav"));

        try (Terminal terminal = Terminal.running(cli, command.formatted(speech.getFileName()))) {
            terminal.awaits("machine: ");
            terminal.awaits("run 3 of 900");
            assertTrue(terminal.raw().matches("(?s).*░ +\\d+ %  onnx/nano-digits\\.en.*"), terminal::raw);
            terminal.type(Terminal.CTRL_C);
            terminal.awaits("CANCELLED before it was done");
            terminal.ends();
        }

        JsonNode report = JsonMapper.shared().readTree(Files.readString(work.resolve("cut.json")));
        assertTrue(report.at("/execution/cancelled").asBoolean());
        int runs = report.at("/rows/0/times/runs").size();
        assertTrue(runs >= 2 && runs < 900, runs + " runs");
        assertTrue(
                report.at("/rows/0/findings/invalid/0").asString().startsWith("cancelled after " + runs + " of 900"));
        assertEquals(
                runs,
                objects(Files.readString(work.resolve("cut.jsonl"))).stream()
                        .filter(line -> line.path("event").asString("").equals("run"))
                        .count());
    }
}
