package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.CallOutcome.Answered;
import org.whisperbench.worker.WorkerFailure.Crashed;
import org.whisperbench.worker.WorkerFailure.Failed;
import org.whisperbench.worker.WorkerFailure.Garbled;
import org.whisperbench.worker.WorkerFailure.TimedOut;

/** What a call of a real child process ends with, in both languages. */
@Timeout(600)
class WorkerProcessTest {

    @TempDir
    Path folder;

    private ResolvedModel model() {
        ModelDescriptor descriptor = ModelDescriptor.builder("tiny", new ModelSource.Folder(folder))
                .files(List.of(ModelFile.known("a", 1, "0".repeat(64)), ModelFile.unverified("b")))
                .build();
        return new ResolvedModel(descriptor, folder);
    }

    @ParameterizedTest
    @EnumSource
    void oneWorkerServesManyCalls(TestWorker kind) throws Exception {
        try (WorkerProcess worker = kind.start(folder)) {
            List<String> told = new ArrayList<>();
            Progress progress = new Progress() {
                @Override
                public void phase(Phase phase) {
                    told.add(phase.name());
                }

                @Override
                public void advance(Phase phase, double fraction) {
                    told.add(phase + " " + fraction);
                }

                @Override
                public void segment(Segment segment) {
                    told.add(segment.text());
                    throw new IllegalStateException("a listener that fails");
                }
            };

            LoadedIdentity identity = worker.call(Call.load(model(), LoadOptions.defaults()), TestWorker.WIDE, progress)
                    .orThrow();
            CallOutcome<Transcription> outcome =
                    worker.call(TestWorker.script("echo", "zero\u001E \uD800 \u00e9\n"), TestWorker.WIDE, progress);

            assertEquals(List.of(folder), identity.files());
            assertEquals(3, told.size(), told::toString);
            assertEquals(List.of("LOADING", "LOADING 0.5"), told.subList(0, 2));
            Answered<Transcription> answered = TestWorker.answered(outcome);
            assertTrue(answered.value().text().contains("\u00e9"), answered.value()::toString);
            assertEquals(
                    Duration.ofNanos(17), answered.value().segments().get(0).end());
            assertEquals(
                    Duration.ofNanos(1_000_000_007L), answered.value().times().get(Transcription.Stage.TOTAL));
            assertTrue(answered.cost().inner().compareTo(answered.cost().outer()) < 0, answered::toString);
            assertEquals(
                    "tiny",
                    worker.call(Call.verify(model(), LoadOptions.defaults(), folder), TestWorker.WIDE, Progress.none())
                            .orThrow()
                            .model());
            worker.call(Call.unload(), TestWorker.WIDE, Progress.none()).orThrow();
            Failed refused = assertInstanceOf(
                    Failed.class,
                    TestWorker.failure(worker.call(Call.features(folder, folder), TestWorker.WIDE, Progress.none())));
            assertEquals(WorkerErrorKind.UNSUPPORTED, refused.kind());
            assertTrue(worker.isAlive());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatLibrariesPrintIsLogAndNeverPartOfAFrame(TestWorker kind) throws Exception {
        try (WorkerProcess worker = kind.start(folder)) {
            TestWorker.run(worker, "echo", "").orThrow();

            List<String> lines = List.of("printed by an engine", "written by C code without a line feed");
            while (!worker.lastLines().containsAll(lines)) { // another pipe, which may be read later than the answer
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfErrorCrossesAndTheWorkerGoesOn(TestWorker kind) throws Exception {
        try (WorkerProcess worker = kind.start(folder)) {
            for (WorkerErrorKind error : WorkerErrorKind.values()) {
                Failed failed = assertInstanceOf(
                        Failed.class, TestWorker.failure(TestWorker.run(worker, "fail", error.name())));
                assertEquals(List.of(error, error.errorKind()), List.of(failed.kind(), failed.errorKind()));
                assertFalse(String.join("", failed.lastLines()).contains("as asked"), "told once is enough");
            }
            CallOutcome<?> thrown = TestWorker.run(worker, "throw", "");
            BackendException exception = assertThrows(BackendException.class, thrown::orThrow);
            assertEquals(kind == TestWorker.JAVA ? ErrorKind.EXTERNAL : ErrorKind.INTERNAL, exception.kind());
            assertEquals("the engine fell over", exception.getMessage());
            assertEquals(WorkerErrorKind.OOM, failed(worker, "oom", "").kind());
            assertEquals(
                    WorkerErrorKind.INTERNAL, failed(worker, "overflow", "").kind());
            assertEquals(
                    WorkerErrorKind.INTERNAL, failed(worker, "unheard of", "").kind());
            Call<Call.Done> unknown = Call.of("nothing", Map.of(), Call.Done.class);
            assertInstanceOf(Failed.class, TestWorker.failure(worker.call(unknown, TestWorker.WIDE, Progress.none())));
            TestWorker.run(worker, "echo", "").orThrow();
        }
    }

    private static Failed failed(WorkerProcess worker, String what, String argument) throws InterruptedException {
        return assertInstanceOf(Failed.class, TestWorker.failure(TestWorker.run(worker, what, argument)));
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA,exit,3,exit code 3",
        "JAVA,exit,0,exit code 0",
        "JAVA,halt,7,exit code 7",
        "JAVA,signal,KILL,SIGKILL",
        "JAVA,signal,ABRT,SIGABRT",
        "JAVA,signal,SEGV,SIGABRT",
        "PYTHON,exit,3,exit code 3",
        "PYTHON,exit,0,exit code 0",
        "PYTHON,halt,7,exit code 7",
        "PYTHON,signal,KILL,SIGKILL",
        "PYTHON,signal,ABRT,SIGABRT",
        "PYTHON,signal,SEGV,SIGSEGV",
    })
    void aCrashTellsHowAndTheLastLines(TestWorker kind, String what, String argument, String status) throws Exception {
        Assumptions.assumeTrue(TestWorker.LINUX, "signals are sent by kill(1)");
        try (WorkerProcess worker = kind.start(folder)) {
            Crashed crashed =
                    assertInstanceOf(Crashed.class, TestWorker.failure(TestWorker.run(worker, what, argument)));

            assertEquals(status, crashed.status().display());
            if (argument.equals("SEGV") && kind == TestWorker.JAVA) {
                assertEquals("SIGSEGV", crashed.ending());
            }
            assertEquals(what.equals("exit"), crashed.lastLines().contains("last words"), crashed::toString);
            assertFalse(worker.isAlive());
            assertEquals(crashed, TestWorker.failure(TestWorker.run(worker, "echo", "")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\u001Enot JSON\n',a frame is not JSON: ",
        "'\u001E{\"jsonrpc\":\"2.0\",\"id\":\u001E{}\n',a frame was cut short after 22 bytes",
        "'\u001E{\"a\":\"\u00ff\"}\n',a frame of 9 bytes is not UTF-8",
        "'\u001E[1,2]\n',a frame of 5 bytes is no message of JSON-RPC 2.0",
        "'\u001E{\"jsonrpc\":\"2.0\",\"id\":12345,\"result\":{}}\n',the answer to request 12345 answers no call",
        "'\u001E{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}\n',value: it is missing",
        "'\u001E{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"value\":{\"text\":5}}}\n',does not fit",
    })
    void garbageIsTold(String raw, String detail) throws Exception {
        for (TestWorker kind : TestWorker.values()) {
            try (WorkerProcess worker = kind.start(folder)) {
                Garbled garbled =
                        assertInstanceOf(Garbled.class, TestWorker.failure(TestWorker.run(worker, "raw", raw)));

                assertTrue(garbled.detail().contains(detail), garbled::toString);
                assertFalse(worker.isAlive());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void silenceIsAStallAndSlownessIsNot(TestWorker kind) throws Exception {
        Assumptions.assumeTrue(TestWorker.LINUX, "a process is stopped by kill(1)");
        try (WorkerProcess worker = kind.start(folder)) {
            CallLimits limits = new CallLimits(Duration.ofMillis(1500), Duration.ofSeconds(60));
            TimedOut stopped = assertInstanceOf(
                    TimedOut.class,
                    TestWorker.failure(worker.call(TestWorker.script("signal", "STOP"), limits, Progress.none())));
            assertEquals(TimedOut.Limit.STALL, stopped.limit());
            assertFalse(worker.isAlive());
        }
        try (WorkerProcess worker = kind.start(folder)) {
            CallLimits limits = new CallLimits(Duration.ofMillis(1500), Duration.ofMillis(3000));
            TimedOut slow = assertInstanceOf(
                    TimedOut.class,
                    TestWorker.failure(worker.call(TestWorker.script("hang", ""), limits, Progress.none())));
            assertEquals(TimedOut.Limit.TOTAL, slow.limit());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("endurance")
    void floodsNeitherBlockNorGrowTheHost(TestWorker kind) throws Exception {
        int mebis = Integer.getInteger("whisperbench.flood.mebis", 200);
        try (WorkerProcess worker = kind.start(folder)) {
            long before = liveBytes();
            TestWorker.run(worker, "flood", "err " + mebis).orThrow();
            TestWorker.run(worker, "flood", "out " + mebis).orThrow();

            long grown = liveBytes() - before;
            assertTrue(grown < 64 << 20, () -> "the host's heap grew by " + grown);
            assertEquals(LogTail.LINES, worker.lastLines().size());
            assertTrue(worker.lastLines().stream().allMatch(line -> line.length() <= LineSink.LINE_BYTES));
        }
    }

    private static long liveBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @ParameterizedTest
    @EnumSource
    void onlyAFewVariablesOfTheEnvironmentCross(TestWorker kind) throws Exception {
        try (WorkerProcess worker = kind.start(folder)) {
            Set<String> names = Set.copyOf(Arrays.asList(
                    TestWorker.run(worker, "environment", "").orThrow().text().split(" ", -1)));

            assertFalse(names.contains("MAVEN_PROJECTBASEDIR"), names::toString);
            assertTrue(names.containsAll(Set.of(ProcessTree.MARKER, "ORT_DISABLE_TELEMETRY")), names::toString);
            assertTrue(names.size() < 24, names::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void memoryAndProcessorTimeAreTold(TestWorker kind) throws Exception {
        Assumptions.assumeTrue(TestWorker.LINUX, "memory is known on Linux only");
        try (WorkerProcess worker = kind.start(folder)) {
            Answered<?> before = TestWorker.answered(TestWorker.run(worker, "echo", ""));
            Answered<?> after = TestWorker.answered(TestWorker.run(worker, "grow", "48000000"));
            Answered<?> family = TestWorker.answered(TestWorker.run(worker, "shell", "sleep 0.5"));

            assertEquals(ResourceUse.Basis.PEAK, before.cost().use().peakBasis());
            long grown = after.cost().use().peakBytes() - before.cost().use().peakBytes();
            assertTrue(grown > 40_000_000 && grown < 200_000_000, () -> "grew by " + grown);
            assertTrue(before.cost().use().peakBytes() < 400_000_000, before::toString);
            assertEquals(ResourceUse.Basis.SAMPLED, family.cost().use().peakBasis());
            assertEquals(ResourceUse.Basis.SAMPLED, family.cost().use().cpuBasis());
        }
    }

    @Test
    void anEngineThatCannotBeImportedIsMissing() throws Exception {
        WorkerCommand command = TestWorker.python(folder, "nothing_here:Engine");
        try (WorkerProcess worker = WorkerProcess.start(command)) {
            Failed failed = assertInstanceOf(Failed.class, TestWorker.failure(worker.initialize(TestWorker.WIDE)));

            assertEquals(WorkerErrorKind.ENGINE_MISSING, failed.kind());
        }
    }

    @Test
    void aProgramThatIsNotThereIsUnavailable() {
        WorkerCommand command = new WorkerCommand(List.of("/no/such/program"), Map.of(), folder, Duration.ofSeconds(1));

        WhisperException e = assertThrows(WhisperException.class, () -> WorkerProcess.start(command));

        assertEquals(ErrorKind.BACKEND_UNAVAILABLE, e.kind());
    }
}
