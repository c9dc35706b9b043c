package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.testkit.TestFramework;
import org.whisperbench.testkit.rogue.RogueBackend;

/** Signals that end the host while an engine works. {@link IsolationIT} has the one that cannot be caught. */
@EnabledOnOs(OS.LINUX) // env resets a signal that the test's own parents ignore
final class SignalsIT {

    private static final long LIMIT_SECONDS = 120;

    @TempDir
    private Path folder;

    private Archive archive;
    private Cli cli;
    private Path pid;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
        pid = folder.resolve("pid");
        TestFramework.writeBackend(
                archive.hotFolder().resolve("rogue.jar"), "1.0.0", List.of(), RogueBackend.classes());
        RogueBackend.writeModel(archive.home().resolve("models"));
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void aSignalEndsTheHostAndItsEngines(String signal, int exitCode) throws Exception {
        Process host = transcribe();
        ProcessHandle worker = ProcessHandle.of(Long.parseLong(awaited(pid))).orElseThrow();
        assertTrue(worker.isAlive());

        send(signal, host.pid());

        assertTrue(host.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        worker.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertEquals(exitCode, host.exitValue());
        assertEquals(List.of(), temporary());
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void anEngineInTheHostThatHearsNoInterruptIsLeftBehind(String signal, int exitCode) throws Exception {
        Process host = transcribe("--in-process");
        Captured err = Captured.of(host.getErrorStream());
        // Its process is told while the model is loaded, where an interrupt is still heard.
        err.await("about to do it: LOOP", 0);

        send(signal, host.pid());

        err.await("whisperbench: ended although something was still running", 0);
        assertTrue(host.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(exitCode, host.exitValue());
        cli.run("backends").ends(Run.WELL);
        assertEquals(List.of(), temporary());
    }

    @Test
    void aSignalEndsAPromptThatWaits() throws Exception {
        ProcessBuilder builder = cli.process();
        builder.command().addAll(0, List.of("env", "--default-signal=INT,TERM"));
        Process host = builder.start();
        Captured out = Captured.of(host.getInputStream());
        host.getOutputStream().write("echo ready-to-go\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        host.getOutputStream().flush();
        out.await("ready-to-go", 0);

        send("TERM", host.pid());

        assertTrue(host.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(143, host.exitValue());
    }

    private Process transcribe(String... flags) throws IOException {
        List<String> words = new ArrayList<>(List.of("transcribe", "-b", "rogue"));
        words.addAll(List.of(flags));
        words.addAll(List.of("--option", "do=loop", "--option", "pid=" + pid, "samples/digits-01.wav"));
        ProcessBuilder builder = cli.process(words.toArray(String[]::new));
        builder.command().addAll(0, List.of("env", "--default-signal=INT,TERM"));
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .inheritIO()
                        .start()
                        .waitFor());
    }

    private static String awaited(Path file) throws IOException {
        long start = System.nanoTime();
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), file + " does not come");
            Thread.onSpinWait();
        }
        return Files.readString(file);
    }

    /** Folders of processes and sound files that are left. */
    private List<Path> temporary() throws IOException {
        try (Stream<Path> all = Files.walk(archive.user())) {
            return all.filter(path -> path.getFileName().toString().matches("worker-.*|.*\\.wav|.*\\.pcm"))
                    .toList();
        }
    }
}
