package org.whisperbench.worker;

import org.jspecify.annotations.Nullable;

/**
 * Hands what comes from a worker's output to the call that waits. The thread that reads and the one that calls use it.
 */
final class WorkerInbox {

    private final LogTail tail;
    private final Supervision supervision;
    private volatile @Nullable PendingCall current;

    WorkerInbox(LogTail tail, Supervision supervision) {
        this.tail = tail;
        this.supervision = supervision;
    }

    /** What the inbox asks of the one who supervises the worker. */
    interface Supervision {

        /** Returns whether the end of the worker is decided: what comes after that is not believed. */
        boolean isOver();

        /** The worker sent what cannot be understood. */
        void garbled(String detail);

        /** The worker sends nothing more. */
        void outputEnded();
    }

    /** From now on messages are for this call; with null, for none. */
    void open(@Nullable PendingCall call) {
        current = call;
    }

    boolean isOpen() {
        return current != null;
    }

    /** Ends the call that waits without an answer. */
    void abandon() {
        PendingCall pending = current;
        if (pending != null) {
            pending.abandon();
        }
    }

    /** Does what came asks for; the thread that reads calls it. */
    void accept(Incoming incoming) {
        if (supervision.isOver()) {
            return;
        }
        if (incoming instanceof Incoming.Received received) {
            accept(received.message());
        } else if (incoming instanceof Incoming.Damaged damaged) {
            supervision.garbled(damaged.sentence());
        } else if (incoming instanceof Incoming.End end) {
            if (end.cutBytes() > 0) {
                tail.add("(output ended after " + end.cutBytes() + " bytes of a frame)");
            }
            supervision.outputEnded();
        }
    }

    private void accept(Message message) {
        PendingCall pending = current;
        if (pending != null) {
            pending.heard();
        }
        if (message instanceof Message.Note note) {
            accept(note, pending);
        } else if (pending == null || !pending.accept(message)) {
            supervision.garbled(message.sentence() + " answers no call");
        }
    }

    private void accept(Message.Note note, @Nullable PendingCall pending) {
        if (note.method().equals("log")) {
            tail.add(note.params().text("message"));
        } else if (note.method().equals(ProgressNotes.METHOD) && pending != null) {
            pending.accept(note);
        } else if (note.method().equals(AnswerText.METHOD) && pending != null && !pending.acceptPart(note)) {
            supervision.garbled("an answer is over " + AnswerText.LIMIT_CHARS + " characters");
        }
    }
}
