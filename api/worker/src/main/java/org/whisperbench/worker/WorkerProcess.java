package org.whisperbench.worker;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.CallOutcome.Unanswered;
import org.whisperbench.worker.Message.Request;
import org.whisperbench.worker.WorkerFailure.Cancelled;
import org.whisperbench.worker.WorkerFailure.Crashed;
import org.whisperbench.worker.WorkerFailure.Garbled;
import org.whisperbench.worker.WorkerFailure.ProtocolMismatch;
import org.whisperbench.worker.WorkerFailure.TimedOut;

/**
 * A worker: a child process that is called many times, one call at a time. Whatever the child does, a call ends within
 * its limits; after anything but an answer or a {@link WorkerFailure.Failed} the child and all that it started are gone,
 * every further call says why, and the owner starts another worker.
 *
 * <p>Any number of threads may use it; calls wait for one another.
 */
public final class WorkerProcess implements AutoCloseable {

    private static final Logger LOG = System.getLogger(WorkerProcess.class.getName());
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration END = Duration.ofSeconds(20);

    private final Process process;
    private final Duration heartbeat;
    private final ProcessTree tree;
    private final ProcessMeter meter;
    private final LogTail tail = new LogTail();
    private final WorkerInbox inbox = new WorkerInbox(tail, new Supervisor());
    private final WorkerPipes pipes;
    private final ReentrantLock calls = new ReentrantLock(true);
    private final AtomicLong ids = new AtomicLong();
    private final AtomicReference<Function<List<String>, WorkerFailure>> ending = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<ExitStatus> exit = Optional.empty();

    private WorkerProcess(Process process, String mark, Duration heartbeat) {
        this.process = process;
        this.heartbeat = heartbeat;
        this.tree = new ProcessTree(process.toHandle(), mark);
        this.meter = new ProcessMeter(tree, ResidentMemory.ofThisSystem());
        this.pipes = new WorkerPipes(process, tail, inbox::accept);
    }

    /**
     * Starts a worker. {@link #initialize} is its first call.
     *
     * @param command how
     * @return the worker; the caller closes it
     * @throws WhisperException if the program cannot be started ({@link ErrorKind#BACKEND_UNAVAILABLE})
     */
    public static WorkerProcess start(WorkerCommand command) {
        String mark = UUID.randomUUID().toString();
        try {
            WorkerProcess worker = new WorkerProcess(command.start(mark), mark, command.heartbeat());
            worker.pipes.start();
            WorkerPipes.thread("watch", worker.process, worker::watch).start();
            return worker;
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "worker '" + command.command().get(0) + "' cannot be started: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Brings up the engine, and makes sure that both sides speak the same protocol.
     *
     * @param limits how long it may take
     * @return who the worker is; a {@link ProtocolMismatch} if it speaks another protocol
     * @throws InterruptedException if the thread was interrupted; the worker is dead
     */
    public CallOutcome<WorkerHello> initialize(CallLimits limits) throws InterruptedException {
        CallOutcome<WorkerHello> outcome = call(Call.initialize(heartbeat.toMillis()), limits, Progress.none());
        if (outcome instanceof CallOutcome.Answered<WorkerHello> answered
                && answered.value().protocol() != WorkerHello.PROTOCOL) {
            int theirs = answered.value().protocol();
            end(lines -> new ProtocolMismatch(WorkerHello.PROTOCOL, theirs, lines));
            return unanswered();
        }
        meter.begin();
        return outcome;
    }

    /**
     * Calls the worker and waits.
     *
     * @param <R> the result's type
     * @param call what to do
     * @param limits how long it may take; while the listener is told something no limit is looked at, but an answer that
     *     came meanwhile counts, and so does what the worker said
     * @param progress told what the worker tells, by the thread that calls, in order, and all of it before the result is
     *     returned; one that is slow delays only the result, but of more than 10 000 things that wait the later are left out
     * @return the result, or why there is none
     * @throws InterruptedException if the thread was interrupted; the worker is dead
     */
    public <R> CallOutcome<R> call(Call<R> call, CallLimits limits, Progress progress) throws InterruptedException {
        calls.lockInterruptibly();
        try {
            JsonObject parameters = WorkerJson.object(call.parameters());
            Duration before = meter.beforeCall();
            PendingCall pending = new PendingCall(ids.incrementAndGet(), progress);
            byte[] frame = FrameWriter.frame(new Request(pending.id, call.method(), parameters));
            inbox.open(pending);
            if (ending.get() != null) {
                return unanswered();
            }
            pipes.send(frame);
            Optional<Message> reply = await(pending, limits);
            if (reply.isEmpty()) {
                return unanswered();
            }
            Reply<R> read = new Reply<>(call, pending, tail, meter);
            return read.outcome(reply.get(), before).orElseGet(() -> garbled(read.problem()));
        } catch (DoesNotCross e) {
            return Reply.defect("parameters of '" + call.method() + "' cannot be sent: " + e.getMessage(), tail);
        } catch (InterruptedException | Error e) {
            // An error is the listener's; nobody waits for the answer any more.
            end(Cancelled::new);
            throw e;
        } finally {
            inbox.open(null);
            calls.unlock();
        }
    }

    private Optional<Message> await(PendingCall pending, CallLimits limits) throws InterruptedException {
        long sampled = System.nanoTime();
        while (!pending.isOver(Math.max(1, pending.remainingNanos(limits, TICK)))) {
            Optional<TimedOut.Limit> reached = pending.reached(limits);
            if (reached.isPresent()) {
                TimedOut.Limit limit = reached.get();
                Duration after = limit == TimedOut.Limit.STALL ? limits.stall() : limits.total();
                end(lines -> new TimedOut(limit, after, lines));
                return Optional.empty();
            }
            if (System.nanoTime() - sampled >= TICK.toNanos()) {
                meter.sample();
                sampled = System.nanoTime();
            }
        }
        return pending.answer();
    }

    /** What the inbox asks for, on the thread that reads. */
    private final class Supervisor implements WorkerInbox.Supervision {

        @Override
        public boolean isOver() {
            return ending.get() != null;
        }

        @Override
        public void garbled(String detail) {
            end(lines -> new Garbled(detail, lines));
        }

        @Override
        public void outputEnded() {
            try {
                if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    garbled("it closed its standard output");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void watch() {
        try {
            int code = process.waitFor();
            kill();
            pipes.closeInput();
            if (!pipes.join(GRACE)) {
                LOG.log(Level.WARNING, "a process that worker {0} started still holds its pipes", process.pid());
            }
            ExitStatus status = new ExitStatus(code);
            if (ending.compareAndSet(null, lines -> new Crashed(status, lines))) {
                exit = Optional.of(status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(Cancelled::new);
        } finally {
            ended.countDown();
            inbox.abandon();
        }
    }

    private void end(Function<List<String>, WorkerFailure> why) {
        if (ending.compareAndSet(null, why)) {
            kill();
        }
    }

    private void kill() {
        if (!tree.kill()) {
            LOG.log(Level.WARNING, "processes that worker {0} started resist being killed", process.pid());
        }
    }

    private <R> CallOutcome<R> garbled(String detail) {
        end(lines -> new Garbled(detail, lines));
        return unanswered();
    }

    private <R> CallOutcome<R> unanswered() {
        awaitEnd(END);
        Function<List<String>, WorkerFailure> why = ending.get();
        return new Unanswered<>(why == null ? new Cancelled(tail.lines()) : why.apply(tail.lines()));
    }

    private boolean awaitEnd(Duration patience) {
        try {
            return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Kills the worker and all that it started; a call that runs ends as {@link Cancelled}. */
    public void cancel() {
        end(Cancelled::new);
        awaitEnd(END);
    }

    /**
     * Returns whether the worker can be called.
     *
     * @return false once its process has ended or it was found to be unusable
     */
    public boolean isAlive() {
        return ending.get() == null && process.isAlive();
    }

    /**
     * Returns how the worker ended by itself.
     *
     * @return empty while it is there, and when it was ended from here
     */
    public Optional<ExitStatus> exit() {
        return exit;
    }

    /**
     * Returns the number of the worker's process.
     *
     * @return its process id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Returns what the worker last wrote outside of frames, and its log notifications.
     *
     * @return at most 40 lines, oldest first
     */
    public List<String> lastLines() {
        return tail.lines();
    }

    /**
     * Closes the worker's standard input, which ends it, and kills what is left after two seconds. A call that runs ends as
     * {@link Cancelled}. Further calls have no effect.
     */
    @Override
    public void close() {
        if (inbox.isOpen()) {
            end(Cancelled::new);
        }
        pipes.closeInput();
        if (!awaitEnd(GRACE)) {
            cancel();
        }
    }
}
