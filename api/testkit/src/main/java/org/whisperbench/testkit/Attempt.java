package org.whisperbench.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * One call of a backend, in a daemon thread of its own, so that a backend that hangs fails a rule and not the build.
 *
 * @param <T> what the call returns
 */
final class Attempt<T> {

    private final String what;
    private final Duration patience;
    private final FutureTask<T> task;
    private final Thread thread;

    private Attempt(String what, Duration patience, Callable<T> work) {
        this.what = what;
        this.patience = patience;
        task = new FutureTask<>(work);
        thread = new Thread(task, "contract: " + what);
        thread.setDaemon(true);
    }

    /** Starts a call; {@code patience} is how long it may take before it counts as hanging. */
    static <T> Attempt<T> start(String what, Duration patience, Callable<T> work) {
        Attempt<T> attempt = new Attempt<>(what, patience, work);
        attempt.thread.start();
        return attempt;
    }

    /** Waits for the end of the call, and fails if it hangs. */
    Outcome<T> outcome() {
        try {
            return new Outcome<>(what, task.get(patience.toNanos(), TimeUnit.NANOSECONDS), null);
        } catch (ExecutionException e) {
            return new Outcome<>(what, null, e.getCause());
        } catch (TimeoutException e) {
            String place = Arrays.stream(thread.getStackTrace())
                    .limit(12)
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining());
            task.cancel(true);
            throw new AssertionError(what + " hangs: it did not end within " + patience + place, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted while it waited for " + what, e);
        }
    }

    /** Waits for what the call returns, and fails if it throws or hangs. */
    T value() {
        return outcome().value();
    }

    /** How a call ended: one of both is null. */
    record Outcome<T>(
            String what, @Nullable T result, @Nullable Throwable failure) {

        T value() {
            if (result == null) {
                throw new AssertionError(what + " " + ending(), failure);
            }
            return result;
        }

        /** Tells in words how it ended. */
        String ending() {
            return failure == null ? result == null ? "returned null" : "returned a result" : "threw " + failure;
        }

        boolean isRefusal() {
            return failure instanceof BackendException;
        }

        boolean isRefusal(ErrorKind kind) {
            return failure instanceof BackendException refusal && refusal.kind() == kind;
        }

        boolean isInterrupted() {
            return failure instanceof InterruptedException;
        }
    }
}
