package org.whisperbench.worker;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.whisperbench.api.Progress;
import org.whisperbench.worker.WorkerFailure.TimedOut.Limit;

/** A request that waits for its answer. The thread that reads fills it; the one that waits tells the listener. */
final class PendingCall {

    private static final Logger LOG = System.getLogger(PendingCall.class.getName());

    /** So many notes may wait for a slow listener: more than an hour of speech has segments. */
    static final int WAITING_NOTES = 10_000;

    final long id;
    final long startNanos = System.nanoTime();
    private final Progress progress;
    private final AnswerParts parts = new AnswerParts();
    /** Notes, then the answer, or an empty element if the worker ended. */
    private final BlockingQueue<Optional<Message>> came = new LinkedBlockingQueue<>();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean full = new AtomicBoolean();
    private volatile long heardNanos = startNanos;
    private Optional<Message> answer = Optional.empty();

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
        boolean own = (message instanceof Message.Answer answered && answered.id() == id)
                || (message instanceof Message.Refusal refusal && refusal.id() == id);
        return own && close(Optional.of(message));
    }

    /** The worker has ended: there will be no answer. */
    void abandon() {
        close(Optional.empty());
    }

    private boolean close(Optional<Message> last) {
        return over.compareAndSet(false, true) && came.add(last);
    }

    /** Takes a part of the answer, unless it is for another call; returns false if the answer is too long. */
    boolean acceptPart(Message.Note note) {
        return note.params().whole("id").orElse(Message.NO_ID) != id
                || over.get()
                || parts.add(note.params().text(AnswerText.TEXT));
    }

    /**
     * Returns a result whole, which may have come in parts.
     *
     * @throws JsonMismatch if it is not whole
     */
    JsonObject whole(JsonObject result) {
        return parts.whole(result);
    }

    /** Takes progress; a note of an earlier call is late and says nothing any more. */
    void accept(Message.Note note) {
        if (note.params().whole("id").orElse(Message.NO_ID) != id || over.get() || ProgressNotes.isAlive(note)) {
            return;
        }
        if (came.size() < WAITING_NOTES) {
            came.add(Optional.of(note));
        } else if (full.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "listener to the progress of a worker is too slow; progress was left out");
        }
    }

    /** Waits for what comes next, tells the listener if it is progress, and returns whether nothing more comes. */
    boolean isOver(long nanos) throws InterruptedException {
        Optional<Message> next = came.poll(nanos, TimeUnit.NANOSECONDS);
        if (next == null) {
            return false;
        }
        if (next.isPresent() && next.get() instanceof Message.Note note) {
            tell(note.params());
            return false;
        }
        answer = next;
        return true;
    }

    /** Returns the answer once it is over; empty if the worker ended. */
    Optional<Message> answer() {
        return answer;
    }

    private void tell(JsonObject note) {
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

    /** Returns the limit that is reached; none if the answer is there. */
    Optional<Limit> reached(CallLimits limits) {
        if (over.get()) {
            return Optional.empty();
        }
        long now = System.nanoTime();
        if (now - startNanos >= limits.total().toNanos()) {
            return Optional.of(Limit.TOTAL);
        }
        return now - heardNanos >= limits.stall().toNanos() ? Optional.of(Limit.STALL) : Optional.empty();
    }
}
