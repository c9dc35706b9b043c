package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
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
    /** A process that is told to end does so in two seconds; tests share the processors with others. */
    private static final String LATE = "whisperbench: ended although something was still running\n";

    private static final long SOON_SECONDS = 30;
    private static final long WAV_HEAD_BYTES = 44;

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

        assertEndsSoon(host);
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

    /** A signal in the last of many files lost the transcripts of all, and their exports. */
    @Test
    void aSignalInTheSecondFileLosesNothingOfTheFirst() throws Exception {
        long second = (Files.size(archive.home().resolve("samples/digits-02.wav")) - WAV_HEAD_BYTES) / 2;
        Process host = process(
                        "transcribe",
                        "-b",
                        "rogue",
                        "--option",
                        "do=loop",
                        "--option",
                        "at=" + second,
                        "--export",
                        folder + "/{name}.txt",
                        "samples/digits-01.wav",
                        "samples/digits-02.wav")
                .start();
        Captured out = Captured.of(host.getInputStream());
        Captured err = Captured.of(host.getErrorStream());
        out.await("samples/digits-01.wav: heard", 0);

        send("INT", host.pid());

        assertEndsSoon(host);
        assertEquals(130, host.exitValue());
        assertEquals(1, out.all().split("heard", -1).length - 1, out.all());
        assertTrue(Files.readString(folder.resolve("digits-01.txt")).startsWith("heard"));
        // On a busy machine the host may be gone before the command has come to say it.
        String said = err.all();
        String whole = "whisperbench: cancelled; finished: 1 of 2 files, not finished: 'samples/digits-02.wav'\n";
        assertTrue(said.isEmpty() || said.endsWith(whole), said);
        assertEquals(List.of(), temporary());
    }

    @Test
    void aSignalEndsAPromptThatWaits() throws Exception {
        Process host = process().start();
        Captured out = Captured.of(host.getInputStream());
        host.getOutputStream().write("echo ready-to-go\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        host.getOutputStream().flush();
        out.await("ready-to-go", 0);

        send("TERM", host.pid());

        assertEndsSoon(host);
        assertEquals(143, host.exitValue());
    }

    /** It took six seconds, since a question is asked in a thread that hears nothing. */
    @ParameterizedTest
    @CsvSource({"TERM, 143, backends", "INT, 130, doctor"})
    void aBackendThatDoesNotAnswerKeepsNobodyWaiting(String signal, int exitCode, String command) throws Exception {
        drop(MuteBackend.class);
        Process host = process(command).start();
        Captured err = Captured.of(host.getErrorStream());
        Captured out = Captured.of(host.getInputStream());
        awaited(archive.home().resolve(MuteBackend.ASKED));

        send(signal, host.pid());

        assertEndsSoon(host);
        assertEquals(exitCode, host.exitValue());
        // On a busy machine the host may be gone before the command has come to say that it was cancelled.
        String said = err.all();
        assertEquals(said.isEmpty() ? "" : "whisperbench: cancelled\n", said);
        assertEquals("", out.all());
    }

    /** What the signal interrupted was told as faults of the framework and of backends. */
    @ParameterizedTest
    @CsvSource({
        "TERM, 143, .*/whisperbench.log",
        "INT, 130, .*/felix/bundle0",
        "TERM, 143, .*/asked",
        "INT, 130, .*/asked"
    })
    void aSignalWhileItStartsIsNoFinding(String signal, int exitCode, String sign) throws Exception {
        // Keeps it from coming to an end before it hears the signal.
        drop(MuteBackend.class, MuteBackend.Nameless.class);
        Process host = process("models").start();
        Captured err = Captured.of(host.getErrorStream());
        Captured out = Captured.of(host.getInputStream());
        awaitEntry(sign);

        send(signal, host.pid());

        assertEndsSoon(host);
        assertEquals(exitCode, host.exitValue());
        assertEquals("", out.all());
        String said = err.all();
        // Before the launcher hears signals, the virtual machine just ends; on a busy machine the start goes on for too
        // long, and may be told of the signal meanwhile.
        boolean asked = sign.endsWith("asked");
        String besides = asked ? said : said.replace(LATE, "");
        assertEquals(besides.isEmpty() && !asked ? "" : "whisperbench: cancelled\n", besides);
    }

    private void drop(Class<?>... classes) throws IOException {
        Path part = folder.resolve("mute.jar");
        TestFramework.writeBackend(part, "2.0.0", List.of(), List.of(classes));
        Files.move(part, archive.hotFolder().resolve("mute.jar"));
    }

    private static void assertEndsSoon(Process host) throws InterruptedException {
        assertTrue(host.waitFor(SOON_SECONDS, TimeUnit.SECONDS), "it goes on after " + SOON_SECONDS + " s");
    }

    /** Waits until the process has come as far as to write something. */
    private void awaitEntry(String pattern) throws IOException {
        long start = System.nanoTime();
        while (!isWritten(pattern)) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS), pattern + " does not come");
            Thread.onSpinWait();
        }
    }

    private boolean isWritten(String pattern) throws IOException {
        if (Files.exists(archive.home().resolve(MuteBackend.ASKED))) {
            return true;
        }
        try (Stream<Path> all =
                Files.find(archive.user(), 9, (path, what) -> path.toString().matches(pattern))) {
            return all.findAny().isPresent();
        } catch (UncheckedIOException e) {
            // Something went while it was looked at.
            return false;
        }
    }

    private Process transcribe(String... flags) throws IOException {
        List<String> words = new ArrayList<>(List.of("transcribe", "-b", "rogue"));
        words.addAll(List.of(flags));
        words.addAll(List.of("--option", "do=loop", "--option", "pid=" + pid, "samples/digits-01.wav"));
        return process(words.toArray(String[]::new))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder process(String... words) {
        ProcessBuilder builder = cli.process(words);
        builder.command().addAll(0, List.of("env", "--default-signal=INT,TERM"));
        return builder;
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
