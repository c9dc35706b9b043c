package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.RegisteredBackend;

/**
 * A thread inside one call of a backend, so that models of several backends can be in memory at once and what interrupts
 * one, such as its bundle's end, reaches no other. It does one task after the other, while its owner waits.
 *
 * <p>An engine in this process can only be asked to end. One that takes longer than it may is interrupted and given up: the
 * lane does nothing any more, and where the engine does not heed the interrupt its thread, a daemon, is left alone with it.
 */
final class Lane implements AutoCloseable {

    private static final long LONGEST_END_MILLIS = 10_000;
    /** The time that is left is looked at so often: the task may be allowed more, or less, for what it does next. */
    private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(250);

    /** Something done with the backend. */
    @FunctionalInterface
    interface Task<T> {
        T with(WhisperBackend backend) throws InterruptedException;
    }

    /** How long a task may still take, and at what it is. */
    private record Allowance(long deadline, Duration limit, String what) {

        long left() {
            return deadline - System.nanoTime();
        }
    }

    private record Job(Task<?> task, CompletableFuture<Object> result) {}

    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Object> end = new CompletableFuture<>();
    private final Runnable last;
    private final Thread thread;
    private final Duration grace;
    private volatile Allowance allowance = new Allowance(0, Duration.ZERO, "");
    private volatile boolean givenUp;

    /**
     * Opens a lane; {@code last} is done at its end, by its thread, inside the backend's call.
     *
     * @param grace how much longer than allowed a task may take: an engine with a process of its own ends that first
     */
    Lane(RegisteredBackend backend, Duration grace, Runnable last) {
        this.last = last;
        this.grace = grace;
        thread = new Thread(() -> live(backend), "benchmark " + backend.address());
        thread.setDaemon(true);
        thread.start();
    }

    private void live(RegisteredBackend backend) {
        try {
            backend.call(this::serve);
            end.completeExceptionally(
                    new BackendException(ErrorKind.EXTERNAL, "the measurement of this backend has ended"));
        } catch (InterruptedException e) {
            end.completeExceptionally(new BackendException(ErrorKind.EXTERNAL, "cancelled", e));
        } catch (Throwable e) { // the border to a backend; whoever waits is told, or would wait for ever
            end.completeExceptionally(e);
        }
    }

    private boolean serve(WhisperBackend backend) throws InterruptedException {
        try {
            while (true) {
                Job job = jobs.take();
                try {
                    job.result().complete(job.task().with(backend));
                } catch (InterruptedException e) {
                    throw e;
                } catch (Throwable e) { // the border to a backend; whoever waits is told, or would wait for ever
                    job.result().completeExceptionally(e);
                }
            }
        } finally {
            last.run();
        }
    }

    /** Allows the task that runs to take so long from now on, for what it does next. */
    void allow(Duration limit, String what) {
        allowance = new Allowance(System.nanoTime() + limit.plus(grace).toNanos(), limit, what);
    }

    /**
     * Does something with the backend and waits for it.
     *
     * @throws OverdueException if it takes longer than the limit, or than what it was {@link #allow allowed} later
     * @throws WhisperException or whatever else the task throws
     * @throws InterruptedException if the waiting thread is interrupted, also if it was so before and nothing has
     *     noticed it yet; the lane's thread is, too
     */
    @SuppressWarnings("unchecked") // a job's result is that of its task
    <T> T ask(Duration limit, String what, Task<T> task) throws InterruptedException {
        Job job = new Job(task, new CompletableFuture<>());
        try {
            // A future that is complete already is got without a look at the interrupt.
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
            allow(limit, what);
            jobs.add(job);
            return (T) awaited(CompletableFuture.anyOf(job.result(), end));
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LinkageError failure) {
                throw failure;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new BackendException(ErrorKind.INTERNAL, "the backend failed with " + e.getCause(), e);
        }
    }

    private Object awaited(CompletableFuture<Object> answer) throws InterruptedException, ExecutionException {
        while (!givenUp) {
            try {
                return answer.get(Math.max(0, Math.min(LONGEST_LOOK, allowance.left())), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                givenUp = allowance.left() <= 0;
            }
        }
        thread.interrupt();
        throw new OverdueException(allowance.limit(), allowance.what(), isOver(answer));
    }

    /** Whether a task that was interrupted comes to an end, whatever end that is. */
    private boolean isOver(CompletableFuture<Object> answer) throws InterruptedException {
        try {
            answer.get(grace.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** Ends the thread and waits until the backend's call is over, at most ten seconds; not if the engine was given up. */
    @Override
    public void close() {
        thread.interrupt();
        if (givenUp) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
