package org.whisperbench.platform.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.RegisteredBackend;

/**
 * A thread inside one call of a backend, so that models of several backends can be in memory at once and what interrupts
 * one, such as its bundle's end, reaches no other. It does one task after the other, while its owner waits.
 */
final class Lane implements AutoCloseable {

    private static final long LONGEST_END_MILLIS = 10_000;

    /** Something done with the backend. */
    @FunctionalInterface
    interface Task<T> {
        T with(WhisperBackend backend) throws InterruptedException;
    }

    private record Job(Task<?> task, CompletableFuture<Object> result) {}

    private final LinkedBlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Object> end = new CompletableFuture<>();
    private final Runnable last;
    private final Thread thread;

    /** Opens a lane; {@code last} is done at its end, by its thread, inside the backend's call. */
    Lane(RegisteredBackend backend, Runnable last) {
        this.last = last;
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

    /**
     * Does something with the backend and waits for it.
     *
     * @throws WhisperException or whatever else the task throws
     * @throws InterruptedException if the waiting thread is interrupted, also if it was so before and nothing has
     *     noticed it yet; the lane's thread is, too
     */
    @SuppressWarnings("unchecked") // a job's result is that of its task
    <T> T ask(Task<T> task) throws InterruptedException {
        Job job = new Job(task, new CompletableFuture<>());
        try {
            // A future that is complete already is got without a look at the interrupt.
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
            jobs.add(job);
            return (T) CompletableFuture.anyOf(job.result(), end).get();
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

    /** Ends the thread and waits until the backend's call is over, at most ten seconds. */
    @Override
    public void close() {
        thread.interrupt();
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
