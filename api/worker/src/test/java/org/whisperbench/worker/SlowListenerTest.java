package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.worker.WorkerFailure.Cancelled;
import org.whisperbench.worker.WorkerFailure.Failed;

/** A listener that takes its time delays nothing but the result. */
@Timeout(60)
class SlowListenerTest {

    @TempDir
    Path folder;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<Double> told = new ArrayList<>();

    /** Is busy with the first thing that it is told until it is released. */
    private final Progress listener = new Progress() {
        @Override
        public void advance(Phase phase, double fraction) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            told.add(fraction);
        }
    };

    private static Message.Note note(double fraction) {
        List<Message.Note> notes = new ArrayList<>();
        new ProgressNotes(1, message -> notes.add((Message.Note) message)).advance(Progress.Phase.LOADING, fraction);
        return notes.get(0);
    }

    private static CompletableFuture<Optional<Message>> await(PendingCall pending) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                while (!pending.isOver(TimeUnit.SECONDS.toNanos(60))) {
                    assertFalse(Thread.currentThread().isInterrupted());
                }
                return pending.answer();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void readingGoesOnAndAllIsToldInOrderBeforeTheResult() throws Exception {
        PendingCall pending = new PendingCall(1, listener);
        CompletableFuture<Optional<Message>> waiting = await(pending);
        pending.accept(note(0));
        entered.await();

        for (int i = 1; i < 2 * PendingCall.WAITING_NOTES; i++) {
            pending.accept(note(i));
        }
        Message answer = new Message.Answer(1, new JsonObject());
        assertTrue(pending.accept(answer));
        assertFalse(pending.accept(answer), "a second answer is none");
        pending.accept(note(-1));
        assertFalse(waiting.isDone());
        assertEquals(
                Optional.empty(),
                pending.reached(new CallLimits(Duration.ofNanos(1), Duration.ofNanos(1))),
                "what came in time counts");
        released.countDown();

        assertEquals(Optional.of(answer), waiting.get());
        assertEquals(PendingCall.WAITING_NOTES + 1, told.size(), "a queue has an end");
        for (int i = 0; i < told.size(); i++) {
            assertEquals(i, told.get(i));
        }
    }

    private ResolvedModel model() {
        ModelDescriptor descriptor = ModelDescriptor.builder("tiny", new ModelSource.Folder(folder))
                .files(List.of(ModelFile.unverified("b")))
                .build();
        return new ResolvedModel(descriptor, folder);
    }

    @Test
    void aWorkerIsNotSilentWhileTheListenerIsBusy() throws Exception {
        CallLimits limits = new CallLimits(Duration.ofSeconds(1), Duration.ofSeconds(60));
        Progress busy = new Progress() {
            @Override
            public void phase(Phase phase) {
                try {
                    assertFalse(released.await(limits.stall().toMillis() * 3 / 2, TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };
        try (WorkerProcess worker = TestWorker.JAVA.start(folder)) {
            assertEquals(
                    "tiny",
                    worker.call(Call.load(model(), LoadOptions.defaults()), limits, busy)
                            .orThrow()
                            .model());
            TestWorker.run(worker, "echo", "").orThrow();
        }
    }

    @Test
    void cancellingEndsTheWorkerAtOnceAndTheCallWhenTheListenerIsDone() throws Exception {
        try (WorkerProcess worker = TestWorker.JAVA.start(folder)) {
            CompletableFuture<CallOutcome<?>> call = CompletableFuture.supplyAsync(() -> {
                try {
                    return worker.call(Call.load(model(), LoadOptions.defaults()), TestWorker.WIDE, listener);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            assertTrue(entered.await(30, TimeUnit.SECONDS));

            worker.cancel();

            assertFalse(worker.isAlive());
            assertFalse(call.isDone());
            released.countDown();
            // The answer may have come before.
            if (call.get() instanceof CallOutcome.Unanswered<?> unanswered) {
                assertInstanceOf(Cancelled.class, unanswered.failure());
            }
        }
    }

    @Test
    void aListenerThatBreaksBreaksTheCall() throws Exception {
        try (WorkerProcess worker = TestWorker.JAVA.start(folder)) {
            Progress broken = new Progress() {
                @Override
                public void phase(Phase phase) {
                    throw new StackOverflowError();
                }
            };

            assertThrows(
                    StackOverflowError.class,
                    () -> worker.call(Call.load(model(), LoadOptions.defaults()), TestWorker.WIDE, broken));
            assertFalse(worker.isAlive());
        }
    }

    @Test
    void whatDoesNotCrossIsAFailureAndTheWorkerGoesOn() throws Exception {
        try (WorkerProcess worker = TestWorker.JAVA.start(folder)) {
            Call<?> parameters = Call.of("load", Map.of("a", new StringBuilder()), Call.Done.class);
            Call<?> result = Call.of("unload", Map.of(), StringBuilder.class);

            for (Call<?> call : List.of(parameters, result)) {
                Failed failed = assertInstanceOf(
                        Failed.class, TestWorker.failure(worker.call(call, TestWorker.WIDE, Progress.none())));
                assertEquals(WorkerErrorKind.INTERNAL, failed.kind());
                assertTrue(failed.message().contains("'java.lang.StringBuilder' does not cross"), failed::message);
            }
            TestWorker.run(worker, "echo", "").orThrow();
        }
    }
}
