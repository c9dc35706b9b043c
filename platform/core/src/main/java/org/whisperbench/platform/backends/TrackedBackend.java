package org.whisperbench.platform.backends;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.isolate.Placed;

/** A backend with the calls that are running in it. */
final class TrackedBackend implements RegisteredBackend {

    private static final Logger LOG = LoggerFactory.getLogger(TrackedBackend.class);

    private final Placed placed;
    private final BackendInfo info;
    private final String version;
    private final Questions questions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition left = lock.newCondition();
    private final List<Thread> callers = new ArrayList<>();
    private boolean retired;

    TrackedBackend(Placed placed, BackendInfo info, String version, Duration patience) {
        this.placed = placed;
        this.info = info;
        this.version = version;
        this.questions = new Questions(patience);
    }

    @Override
    public BackendInfo info() {
        return info;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Availability availability() {
        try {
            return ask("availability()", WhisperBackend::availability);
        } catch (Unanswered e) {
            return new Availability.Unavailable("unknown: it " + e.silence, "try again, or delete its jar");
        } catch (WhisperException e) {
            return new Availability.Unavailable(message(e), "see the log, or ask the bundle's author");
        }
    }

    @Override
    public List<ModelDescriptor> models() {
        return ask("models()", b -> List.copyOf(b.models()));
    }

    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return ask("describe()", b -> b.describe(repositoryOrPath));
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return ask("ability()", b -> b.ability(kind));
    }

    /** The backend that {@link #call} hands out, and where it is. */
    Placed placed() {
        return placed;
    }

    @Override
    public boolean isIsolated() {
        return placed.isIsolated();
    }

    @Override
    public RegisteredBackend inProcess() {
        return isIsolated() ? new InProcess(this) : this;
    }

    @Override
    public <T> T call(BackendCall<T> call) throws InterruptedException {
        return call(placed.backend(), call);
    }

    <T> T callInProcess(BackendCall<T> call) throws InterruptedException {
        return call(placed.inProcess(), call);
    }

    private <T> T call(WhisperBackend used, BackendCall<T> call) throws InterruptedException {
        enter();
        try {
            return call.with(used);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (WhisperException e) {
            // Reading audio cannot throw an interrupt: it fails and leaves the flag.
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            throw e;
        } catch (StackOverflowError e) {
            throw new BackendException(ErrorKind.INTERNAL, "backend '%s' ran out of stack".formatted(address()), e);
        } catch (OutOfMemoryError e) {
            throw new BackendException(
                    ErrorKind.RESOURCES, "backend '%s' ran out of memory: %s".formatted(address(), e.getMessage()), e);
        } finally {
            leave();
        }
    }

    /** What an interrupt means: the backend goes, or somebody else wants the call to end. */
    private InterruptedException interrupted(Exception cause) {
        if (isRetired()) {
            throw gone("was removed while it was in use", cause);
        }
        Thread.interrupted();
        InterruptedException interrupt =
                new InterruptedException("a call of backend '" + address() + "' was interrupted");
        interrupt.initCause(cause);
        return interrupt;
    }

    /** Refuses new calls, waits for running ones, then interrupts them and waits once more. */
    void retire(Duration grace) {
        lock.lock();
        try {
            retired = true;
        } finally {
            lock.unlock();
        }
        questions.end();
        awaitCallers(grace);
    }

    private void awaitCallers(Duration grace) {
        lock.lock();
        try {
            if (!awaitEmpty(grace)) {
                LOG.info(
                        "{} calls of backend '{}' were interrupted after {} s",
                        callers.size(),
                        address(),
                        grace.toSeconds());
                callers.forEach(Thread::interrupt);
                if (!awaitEmpty(grace)) {
                    LOG.warn("backend '{}' did not react to an interrupt within {} s", address(), grace.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            callers.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitEmpty(Duration limit) throws InterruptedException {
        long remaining = limit.toNanos();
        while (!callers.isEmpty() && remaining > 0) {
            remaining = left.awaitNanos(remaining);
        }
        return callers.isEmpty();
    }

    private void enter() {
        lock.lock();
        try {
            if (retired) {
                throw gone("is not there any more", null);
            }
            callers.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            callers.remove(Thread.currentThread());
            if (retired && !callers.contains(Thread.currentThread())) {
                // The interrupt was for this call only, which may have ended just before it came.
                Thread.interrupted();
            }
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isRetired() {
        lock.lock();
        try {
            return retired;
        } finally {
            lock.unlock();
        }
    }

    private BackendException gone(String how, @org.jspecify.annotations.Nullable Throwable cause) {
        String message = "backend '%s' %s; run 'whisperbench backends' to see what is there".formatted(address(), how);
        return cause == null
                ? new BackendException(ErrorKind.BACKEND_UNAVAILABLE, message)
                : new BackendException(ErrorKind.BACKEND_UNAVAILABLE, message, cause);
    }

    /** Asks something that a backend answers at once; a foreign failure becomes one of ours. */
    private <T> T ask(String question, BackendCall<T> answering) {
        if (isRetired()) {
            throw gone("is not there any more", null);
        }
        try {
            return questions.ask(question, () -> answering.with(placed.backend()));
        } catch (TimeoutException e) {
            throw new Unanswered(address(), question, message(e));
        } catch (CancellationException e) {
            throw gone("was removed while it was in use", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException(
                    ErrorKind.EXTERNAL, "a question to backend '%s' was interrupted".formatted(address()), e);
        }
    }

    private WhisperException failed(Throwable failure) {
        if (failure instanceof WhisperException known) {
            return known;
        }
        if (isRetired()) {
            return gone("was removed while it was in use", failure);
        }
        LOG.debug("backend '{}' failed", address(), failure);
        return new BackendException(
                ErrorKind.INTERNAL, "backend '%s' failed: %s".formatted(address(), message(failure)), failure);
    }

    /** A backend says nothing. */
    private static final class Unanswered extends BackendException {

        private static final long serialVersionUID = 1L;

        /** For how long, in words. */
        private final String silence;

        Unanswered(String address, String question, String silence) {
            super(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "backend '%s' %s when it was asked for %s; try again, or delete its jar"
                            .formatted(address, silence, question));
            this.silence = silence;
        }
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
