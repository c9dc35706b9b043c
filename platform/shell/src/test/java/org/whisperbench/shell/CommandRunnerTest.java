package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.Availability;
import org.whisperbench.platform.backends.BackendProblem;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

class CommandRunnerTest extends EngineCommands {

    @Test
    void everyCommandHasHelp() {
        for (String name : CommandRunner.names()) {
            if (!name.equals("help")) {
                Answer answer = run(name, "--help");

                assertEquals(0, answer.exitCode(), name);
                assertTrue(answer.text().startsWith("Usage: whisperbench " + name), answer.text());
                assertTrue(run("help", name).text().startsWith("Usage: whisperbench " + name));
            }
        }
        CommandRunner.names().forEach(name -> assertTrue(run("help").text().contains("  " + name), name));
    }

    @Test
    void theVersionIsAskedForAsElsewhere() {
        Map<String, String> settings = Map.of("whisperbench.version", "7.1");

        assertEquals("whisperbench 7.1", run(settings, "--version").text());
        assertEquals("whisperbench 7.1", run(settings, "-V").text());
    }

    @ParameterizedTest
    @CsvSource({
        "chekc, there is no command 'chekc' (did you mean 'check'?); run 'whisperbench --help'",
        "check --modle, unknown option: '--modle' (did you mean '--model'?); run 'whisperbench check --help'",
        "check -m, missing required parameter for option '--model' (MODEL)",
        "transcribe, missing required parameter: 'FILE'; run 'whisperbench transcribe --help'",
        "check --threads many x, 'many' is not an int; run 'whisperbench check --help'",
        "check --threads -1, '--threads -1' is negative; give 0 for the engine's choice",
        "benchmark -n 0, '--runs 0 --warmup 1' measures nothing; give at least 1 run and 0 warm-ups",
        "benchmark, this host bundles no speech; name some with '--audio'",
        "benchmark --normalizer best, 'normalizer ''best'' is not known; use one of none, basic, whisper-en, leaderboard-en'",
        "benchmark --spellings no.json, table of spellings 'no.json' does not exist; name the normalizer.json of a Whisper",
        "check -b fka, there is no backend 'fka' (did you mean 'fake'?); run 'whisperbench backends'",
        "transcribe --task sing a.wav, expected one of [TRANSCRIBE, TRANSLATE]",
        "'', no command; run 'whisperbench help'"
    })
    void whatIsNotUnderstoodIsAUsageError(String words, String part) {
        Answer answer = run(words.isEmpty() ? new String[0] : words.split(" "));

        assertEquals(2, answer.exitCode());
        assertEquals("", answer.text());
        assertEquals(1, answer.notes().size());
        assertTrue(answer.notes().get(0).contains(part), answer.notes().get(0));
        assertEquals(1, answer.notes().get(0).lines().count());
    }

    @Test
    void backendsAreATable() {
        Answer answer = run("backends");

        assertEquals("""
                backend  bundle  engine  engine version  state
                fake     1.2.3   fake    1               available""", answer.text());
        assertEquals(0, answer.exitCode());
    }

    @Test
    void whatStandsInTheWayOfABackendIsSaid() {
        BackendsReport report =
                new BackendsReport(List.of(), List.of(new BackendProblem("broken", "1.0.0", "no such class")));

        assertTrue(BackendsText.render(report).contains("not usable: bundle broken 1.0.0: no such class"));
        assertEquals(3, Answer.of(report, "").exitCode());
    }

    @Test
    void anUnavailableBackendSaysWhyAndWhatToDo() {
        FakeBackend absent = backend.with(new Availability.Unavailable("no library", "install it"));

        String text = run(absent, "backends").text();

        assertTrue(text.contains("unknown         unavailable: no library; install it"), text);
    }

    @Test
    void aCheckOfSoundModelsIsWell() {
        Answer answer = run("check");

        assertEquals(0, answer.exitCode());
        assertTrue(answer.text().contains("fake/m  LOADABLE"), answer.text());
    }

    @Test
    void aCheckOfADamagedModelIsNotWell() throws IOException {
        Files.delete(folder.resolve("m").resolve(FakeBackend.FILE));

        Answer answer = run("check");

        assertEquals(1, answer.exitCode());
        String text = answer.text().replaceAll(" +", " ");
        assertTrue(text.contains("fake/m INCOMPLETE n/a incomplete - - - 1 of 1 files missing"), answer.text());
        assertTrue(text.contains("1 INCOMPLETE; 0 B on disk, each file once; "), answer.text());
        assertFalse(text.contains("whisperbench download"), "no network has a folder of the user's own: " + text);
    }

    @Test
    void filesAreCheckedWithoutLoadingWhereThatIsAskedFor() {
        assertTrue(run("check", "--verify-method", "files").text().contains("fake/m  PRESENT"));
        assertEquals(2, run("check", "--verify-method", "deeply").exitCode());
    }

    @Test
    void aModelWithoutTensorsHasNoTable() {
        Answer answer = run("tensors", "fake/m");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.notes().get(0).contains("has no file whose tensors can be read"), answer::toString);
    }

    @Test
    void whatCannotBeTriedHasACodeOfItsOwn() throws IOException {
        FakeBackend absent = backend.with(new Availability.Unavailable("no library", "install it"));
        String audio = samples.resolve("a.wav").toString();

        assertEquals(3, run(absent, "check").exitCode());
        assertEquals(3, run(absent, "transcribe", audio).exitCode());
        assertEquals(3, run(absent, "benchmark", "-a", audio).exitCode());
        Files.delete(folder.resolve("m").resolve(FakeBackend.FILE));
        assertEquals(3, run("transcribe", audio).exitCode());
        assertEquals(3, run("benchmark", "-a", audio).exitCode());
    }

    @Test
    void oneTranscriptIsTheTextAloneAndSeveralAreNamed() throws IOException {
        Path other = samples.resolve("b.wav");
        PcmAudio.tone(2, other);
        String a = samples.resolve("a.wav").toString();

        assertEquals("one two", run("transcribe", a).text());
        assertEquals(
                a + ": one two\n" + other + ": one two",
                run("transcribe", a, other.toString()).text());
    }

    @Test
    void transcriptsAreWrittenIntoFilesToo() throws IOException {
        String a = samples.resolve("a.wav").toString();
        String each = folder.resolve("{name}.srt").toString();
        String json = folder.resolve("all.json").toString();

        Answer answer = run("transcribe", a, "--export", each, "--export", json, "--beam-size", "5");

        assertEquals(0, answer.exitCode(), answer.toString());
        assertTrue(Files.readString(folder.resolve("a.srt")).startsWith("1\n00:00:00,000 --> "));
        String report = Files.readString(folder.resolve("all.json"));
        assertTrue(report.contains("\"beam-size\" : \"5\""), report);
    }

    @ParameterizedTest
    @CsvSource({
        "--export,x.doc,'--export x.doc' ends with none of",
        "--export,none/x.srt,'--export none/x.srt' is in no folder",
        "--beam-size,0,'0' is no value of 'beam-size'",
        "--temperature,hot,'hot' is no value of 'temperature'",
        "--option,patience=x,'x' is no value of 'patience'"
    })
    void whatCannotBeMetIsRefusedBeforeAnythingIsTranscribed(String flag, String value, String message) {
        Answer answer = run("transcribe", samples.resolve("a.wav").toString(), flag, value);

        assertEquals(2, answer.exitCode());
        assertTrue(answer.toString().contains(message), answer.toString());
    }

    @Test
    void severalTranscriptsNeedSeveralFiles() {
        String a = samples.resolve("a.wav").toString();

        Answer answer =
                run("transcribe", a, a, "--export", folder.resolve("x.srt").toString());

        assertEquals(2, answer.exitCode());
        assertTrue(answer.toString().contains("{name}"), answer.toString());
    }

    @Test
    void aFileThatFailsIsANoteAndTheOthersAreText() throws IOException {
        Path bad = Files.writeString(samples.resolve("bad.wav"), "text");
        String a = samples.resolve("a.wav").toString();

        Answer answer = run("transcribe", bad.toString(), a);

        assertEquals(1, answer.exitCode());
        assertEquals(a + ": one two", answer.text());
        assertTrue(answer.notes().get(0).contains("bad.wav"), answer.notes().get(0));
    }

    @Test
    void jsonIsTheWholeReport() {
        Answer answer = run("check", "--json");

        assertTrue(answer.text().startsWith("{"), answer.text());
        assertTrue(answer.text().contains("\"status\" : \"LOADABLE\""), answer.text());
    }

    @Test
    void aFailureIsADocumentToo() {
        Answer answer = run("check", "--json", "-m", "nothing");

        assertEquals(2, answer.exitCode());
        assertTrue(answer.text().contains("\"kind\" : \"user\""), answer.text());
    }

    @Test
    void anUnexpectedFailureIsOneLine() {
        FakeBackend.Loader broken = model -> {
            throw new LinkageError("libfoo.so: cannot open");
        };

        Answer answer =
                run(backend.with(broken), "transcribe", samples.resolve("a.wav").toString());

        assertEquals(1, answer.exitCode());
        assertEquals(1, answer.notes().size());
        assertTrue(
                answer.notes().get(0).contains("libfoo.so: cannot open"),
                answer.notes().get(0));
    }

    @Test
    void theDoorWritesResultsAndProblemsApart() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        CommandLineDoor door = new CommandLineDoor(runner(backend), () -> console, new Colours(false));

        assertEquals(0, door.applyAsInt(new String[] {"check"}));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals(2, door.applyAsInt(new String[] {"nonsense"}));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("whisperbench: there is no command 'nonsense'"));
    }
}
