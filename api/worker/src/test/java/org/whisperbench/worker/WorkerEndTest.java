package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.whisperbench.api.Progress;
import org.whisperbench.worker.WorkerFailure.Cancelled;
import org.whisperbench.worker.WorkerFailure.Crashed;
import org.whisperbench.worker.WorkerFailure.Garbled;
import org.whisperbench.worker.WorkerFailure.ProtocolMismatch;
import org.whisperbench.worker.WorkerFailure.TimedOut;

/** No worker and nothing that it started outlives its use. */
@Timeout(180)
class WorkerEndTest {

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereProcessesCanBeLookedAt() {
        Assumptions.assumeTrue(TestWorker.LINUX, "needs /proc and sh");
    }

    private List<String> left() throws IOException {
        return LeftProcesses.of(folder);
    }

    private static CompletableFuture<CallOutcome<?>> begin(WorkerProcess worker, String what, String argument) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return TestWorker.run(worker, what, argument);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Waits for a file that a script makes when it has got so far. */
    private static void await(Path file) {
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cancellingKillsWhatTheWorkerStartedAndWhatHasLeftIt(TestWorker kind) throws Exception {
        Path ready = folder.resolve("ready");
        String daemon = "(setsid sh -c '(sleep 1000; :) & touch " + ready + "; sleep 1000; :' &) ; sleep 1000; :";
        try (WorkerProcess worker = kind.start(folder)) {
            CompletableFuture<CallOutcome<?>> call = begin(worker, "shell", daemon);
            await(ready);
            assertTrue(left().size() >= 5, () -> "a tree was started");

            worker.cancel();

            assertEquals(List.of(), left());
            assertInstanceOf(Cancelled.class, TestWorker.failure(call.get()));
            assertFalse(worker.isAlive());
        }
    }

    @ParameterizedTest
    @CsvSource({"zombie", "daemon"})
    void forkedChildrenOfPythonAreKilledToo(String what) throws Exception {
        CallLimits limits = new CallLimits(Duration.ofSeconds(20), Duration.ofSeconds(1));
        try (WorkerProcess worker = TestWorker.PYTHON.start(folder)) {
            CallOutcome<?> outcome = worker.call(TestWorker.script(what, ""), limits, Progress.none());

            assertInstanceOf(TimedOut.class, TestWorker.failure(outcome));
            assertEquals(List.of(), left());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDaemonThatHoldsThePipesDoesNotHideACrash(TestWorker kind) throws Exception {
        Path ready = folder.resolve("ready");
        try (WorkerProcess worker = kind.start(folder)) {
            TestWorker.run(worker, "shell", "(setsid sh -c 'touch " + ready + "; sleep 1000; :' &)")
                    .orThrow();
            await(ready);

            Crashed crashed = assertInstanceOf(Crashed.class, TestWorker.failure(TestWorker.run(worker, "halt", "9")));

            assertEquals(9, crashed.status().code());
            assertEquals(List.of(), left());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingStandardInputEndsAWorkerThatIsBusy(TestWorker kind) throws Exception {
        Process process = kind.command(folder).start("stdin");
        FrameReader frames = new FrameReader(process.getInputStream(), new LineSink(line -> {}));
        FrameWriter writer = new FrameWriter(process.getOutputStream());
        TestWorker.drainErrors(process);
        writer.write(request(1, Call.initialize(20)));
        assertInstanceOf(Incoming.Received.class, frames.next());
        writer.write(request(2, TestWorker.script("hang", "")));
        assertInstanceOf(Incoming.Received.class, frames.next());

        process.getOutputStream().close();

        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
    }

    private static Message request(long id, Call<?> call) {
        return new Message.Request(id, call.method(), WorkerJson.object(call.parameters()));
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatIsKilledLeavesNoWorker(TestWorker kind) throws Exception {
        kind.command(folder);
        Process host = new ProcessBuilder(
                        TestWorker.javaProgram(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScriptedHost.class.getName(),
                        kind.name(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(host.getInputStream(), StandardCharsets.UTF_8))) {
            long pid = Long.parseLong(Objects.requireNonNull(lines.readLine(), "the host said nothing"));
            ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();

            host.destroyForcibly();

            worker.onExit().get(60, TimeUnit.SECONDS);
            host.waitFor();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingIsGentleAndMayBeRepeated(TestWorker kind) throws Exception {
        WorkerProcess worker = kind.start(folder);
        worker.close();
        worker.close();

        Crashed ended = assertInstanceOf(Crashed.class, TestWorker.failure(TestWorker.run(worker, "echo", "")));
        assertEquals("exit code 0", ended.status().display());

        WorkerProcess other = kind.start(folder);
        CompletableFuture<CallOutcome<?>> call = begin(other, "hang", "");
        other.cancel();
        other.close();
        assertInstanceOf(Cancelled.class, TestWorker.failure(call.get()));
        WorkerProcess third = kind.start(folder);
        third.call(Call.shutdown(), TestWorker.WIDE, Progress.none()).orThrow();
        third.close();
        assertEquals(List.of(), left());
    }

    @Test
    void interruptingACallKillsTheWorker() throws Exception {
        try (WorkerProcess worker = TestWorker.JAVA.start(folder)) {
            Thread caller = Thread.currentThread();
            Progress interrupts = new Progress() {
                @Override
                public void segment(org.whisperbench.api.Segment segment) {
                    caller.interrupt();
                }
            };
            Call<?> call = TestWorker.script("echo", "");
            assertThrows(InterruptedException.class, () -> {
                while (true) {
                    worker.call(call, TestWorker.WIDE, interrupts);
                }
            });
            assertFalse(worker.isAlive());
            assertInstanceOf(Cancelled.class, TestWorker.failure(TestWorker.run(worker, "echo", "")));
        }
        assertEquals(List.of(), left());
    }

    @ParameterizedTest
    @CsvSource({
        "'exit 3',crash",
        "'printf \"\\036{\"; sleep 1000',stall",
        "'printf \"\\036{\"; exit 4',crash",
        "'printf \"\\036nonsense\\n\"; sleep 1000',garbled",
        "'exec >&-; sleep 1000',garbled",
        "'cat; sleep 1000',garbled",
        "'yes',stall",
        "'yes >&2',stall",
        "'sleep 1000 | yes | sleep 1000',stall",
        "'read request; printf \"\\036{\\042jsonrpc\\042:\\0422.0\\042,\\042id\\042:1,\\042result\\042:{\\042value\\042:"
                + "{\\042protocol\\042:2,\\042engine\\042:\\042e\\042,\\042engineVersion\\042:\\0421\\042,"
                + "\\042details\\042:{}}}}\\n\"; sleep 1000',mismatch",
    })
    void whateverAProgramDoesInsteadHasAName(String script, String name) throws Exception {
        WorkerCommand command = new WorkerCommand(
                List.of("sh", "-c", script), LeftProcesses.mark(folder), folder, Duration.ofMillis(50));
        Map<String, Class<?>> names = Map.of(
                "crash", Crashed.class,
                "stall", TimedOut.class,
                "garbled", Garbled.class,
                "mismatch", ProtocolMismatch.class);
        CallLimits limits =
                new CallLimits(Duration.ofMillis(name.equals("stall") ? 500 : 20_000), Duration.ofSeconds(30));
        try (WorkerProcess worker = WorkerProcess.start(command)) {
            WorkerFailure failure = TestWorker.failure(worker.initialize(limits));

            assertEquals(names.get(name), failure.getClass(), failure::toString);
            assertEquals(List.of(), left());
        }
    }

    @Test
    @Timeout(1800)
    @Tag("endurance")
    void hundredsOfCyclesLeaveNothing() throws Exception {
        cycle(TestWorker.JAVA, 0);
        cycle(TestWorker.PYTHON, 0);
        long descriptors = count(Path.of("/proc/self/fd"));
        long files = count(folder);
        for (int i = 0; i < Integer.getInteger("whisperbench.cycles", 40); i++) {
            cycle(i % 10 == 0 ? TestWorker.JAVA : TestWorker.PYTHON, i);
        }

        assertEquals(List.of(), left());
        assertEquals(files, count(folder));
        assertEquals(List.of(), threads());
        assertTrue(count(Path.of("/proc/self/fd")) <= descriptors + 5, "descriptors grew from " + descriptors);
    }

    private static List<String> threads() {
        Thread[] all = new Thread[Thread.activeCount() + 50];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .map(Thread::getName)
                .filter(name -> name.startsWith("whisperbench worker"))
                .toList();
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private void cycle(TestWorker kind, int round) throws InterruptedException, ExecutionException {
        try (WorkerProcess worker = kind.start(folder)) {
            TestWorker.run(worker, "echo", "x").orThrow();
            if (round % 4 == 1) {
                CompletableFuture<CallOutcome<?>> call = begin(worker, "hang", "");
                worker.cancel();
                assertInstanceOf(Cancelled.class, TestWorker.failure(call.get()));
            } else if (round % 4 == 2) {
                assertInstanceOf(Crashed.class, TestWorker.failure(TestWorker.run(worker, "signal", "KILL")));
            } else if (round % 4 == 3) {
                worker.cancel();
            }
        }
    }
}
