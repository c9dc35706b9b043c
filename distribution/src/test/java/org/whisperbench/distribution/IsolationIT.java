package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.whisperbench.testkit.TestFramework;
import org.whisperbench.testkit.rogue.RogueBackend;

/** The packed distribution with a backend in its hot folder that misbehaves as it is told. */
final class IsolationIT {

    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path folder;

    private Archive archive;
    private Cli cli;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
        TestFramework.writeBackend(
                archive.hotFolder().resolve("rogue.jar"), "1.0.0", List.of(), RogueBackend.classes());
        RogueBackend.writeModel(archive.home().resolve("models"));
        Files.writeString(
                archive.home().resolve("conf").resolve("whisperbench.properties"),
                "whisperbench.worker.options = -Xmx256m\n",
                StandardOpenOption.APPEND);
    }

    @Test
    void isolatedAndInProcessHearTheSameWords() throws IOException, InterruptedException {
        List<Run> runs = List.of(
                cli.run("benchmark", "-b", "onnx", "-n", "1", "--warmup", "0", "--json")
                        .ends(Run.WELL),
                cli.run("benchmark", "-b", "onnx", "-n", "1", "--warmup", "0", "--json", "--in-process")
                        .ends(Run.WELL));

        assertTrue(runs.get(0).json().at("/rows/0/subject/isolated").asBoolean());
        assertFalse(runs.get(1).json().at("/rows/0/subject/isolated").asBoolean());
        assertEquals(heard(runs.get(0)), heard(runs.get(1)));
        assertEquals(13, heard(runs.get(0)).size());
        assertEquals(
                "peak", runs.get(0).json().at("/rows/0/resources/peakBasis").asString());
        assertTrue(runs.get(1).json().at("/rows/0/resources/peakBytes").isNull());
    }

    private static List<String> heard(Run run) {
        return run.json().at("/rows/0/transcripts").findValuesAsString("text");
    }

    @ParameterizedTest
    @MethodSource("screens")
    void thePageShowsWhatAUserSees(Screens.Screen screen) throws IOException, InterruptedException {
        Run run = cli.run(screen.command().split(" ", -1));

        String printed = Screens.shown(run.out(), archive)
                + Screens.shown(String.join("\n", run.notes()), archive)
                + (run.notes().isEmpty() ? "" : "\n");
        Screens.compare(screen, printed);
        assertEquals(Run.NOT_WELL, run.exitCode(), run::toString);
    }

    static List<Screens.Screen> screens() throws IOException {
        return Screens.of("rogue screen", Path.of(System.getProperty("whisperbench.checkout")));
    }

    @Test
    void aHostThatIsKilledLeavesNoWorkerAndItsFilesGoAtTheNextStart() throws Exception {
        Path pid = folder.resolve("pid");
        Cli.Running host = cli.start(
                "transcribe", "-b", "rogue", "--option", "do=loop", "--option", "pid=" + pid, "samples/digits-01.wav");
        ProcessHandle worker = ProcessHandle.of(Long.parseLong(awaited(pid))).orElseThrow();
        assertTrue(worker.isAlive());

        // The script replaces itself by the virtual machine, so this is the host.
        host.process().destroyForcibly();
        host.end();

        worker.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        cli.run("backends").ends(Run.WELL);
        assertEquals(List.of(), workerFolders());
    }

    private static String awaited(Path file) throws IOException {
        long start = System.nanoTime();
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), file + " does not come");
            Thread.onSpinWait();
        }
        return Files.readString(file);
    }

    private List<Path> workerFolders() throws IOException {
        try (Stream<Path> all = Files.walk(archive.user())) {
            return all.filter(path -> path.getFileName().toString().startsWith("worker-"))
                    .toList();
        }
    }

    @Test
    void thePromptGoesOnAfterACrash() throws IOException, InterruptedException {
        try (Prompt prompt = Prompt.open(cli)) {
            for (String deed : List.of("abort", "exit", "heap")) {
                prompt.ask("transcribe -b rogue --option do=" + deed + " samples/digits-01.wav");
            }
            prompt.awaitError("worker ended with SIGABRT before it answered");
            prompt.awaitError("worker ended with exit code 3 before it answered");
            prompt.awaitError("the engine ran out of memory: Java heap space");
            assertEquals("four one six seven\n", prompt.ask("transcribe -b onnx samples/digits-01.wav"));
            assertEquals(0, prompt.leave());
        }
        assertEquals(List.of(), workerFolders());
    }

    @Test
    void aSettingThatMeansNothingIsNamed() throws IOException, InterruptedException {
        Files.writeString(
                archive.home().resolve("conf").resolve("whisperbench.properties"),
                "whisperbench.isolation = perhaps\n",
                StandardOpenOption.APPEND);
        Run run = cli.run("backends").ends(Run.NOT_WELL);

        assertEquals(1, run.notes().size(), run::toString);
        String expected =
                "whisperbench: the framework did not start: 'whisperbench.isolation' is 'perhaps', not 'native',"
                        + " 'always' or 'never'; correct the configuration (log: '";
        assertTrue(run.notes().get(0).startsWith(expected), run::toString);
    }

    @Test
    void timesThatAreNoneAreRefused() throws IOException, InterruptedException {
        for (String time : List.of("0", "-1", "5 m", "1d", "m", "1000000s", "1.5s")) {
            cli.run("check", "--timeout=" + time)
                    .failsWith(
                            Run.USAGE,
                            "'--timeout " + time
                                    + "' is no time; give a number of seconds, minutes or hours, such as 90s,"
                                    + " 5m or 2h");
        }
    }
}
