package org.whisperbench.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.whisperbench.api.Progress;
import org.whisperbench.worker.WorkerFailure.TimedOut.Limit;

/** A request that waits for its answer. The thread that reads and the one that waits use it. */
final class PendingCall {

    private static final Logger LOG = System.getLogger(PendingCall.class.getName());

    final long id;
    /** The answer; empty if the worker ended. */
    final CompletableFuture<Optional<Message>> reply = new CompletableFuture<>();

    final long startNanos = System.nanoTime();
    private final Progress progress;
    private volatile long heardNanos = startNanos;

    PendingCall(long id, Progress progress) {
        this.id = id;
        this.progress = progress;
    }

    /** The worker has said something. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    /** Takes an answer; returns false if it is not this call's, or the second one. */
    boolean accept(Message message) {
        boolean own = (message instanceof Message.Answer answer && answer.id() == id)
                || (message instanceof Message.Refusal refusal && refusal.id() == id);
        return own && reply.complete(Optional.of(message));
    }

    /** Passes progress on; a note of an earlier call is late and says nothing any more. */
    void tell(JsonObject note) {
        if (note.whole("id").orElse(Message.NO_ID) != id || reply.isDone()) {
            return;
        }
        try {
            ProgressNotes.tell(note, progress);
        } catch (JsonMismatch e) {
            LOG.log(Level.DEBUG, "worker sent progress that says nothing: {0}", e.getMessage());
        } catch (RuntimeException e) {
            // The listener is foreign code; a call does not fail for it.
            LOG.log(Level.WARNING, "listener to the progress of a worker failed", e);
        }
    }

    /** Returns how long to wait yet, at most {@code most}; not positive if a limit is reached. */
    long remainingNanos(CallLimits limits, Duration most) {
        long now = System.nanoTime();
        long total = limits.total().toNanos() - (now - startNanos);
        long stall = limits.stall().toNanos() - (now - heardNanos);
        return Math.min(most.toNanos(), Math.min(total, stall));
    }

    /** Returns the limit that is reached. */
    Optional<Limit> reached(CallLimits limits) {
        long now = System.nanoTime();
        if (now - startNanos >= limits.total().toNanos()) {
            return Optional.of(Limit.TOTAL);
        }
        return now - heardNanos >= limits.stall().toNanos() ? Optional.of(Limit.STALL) : Optional.empty();
    }
}
