package org.whisperbench.platform.download;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * The pieces of a file, and how much of each is there, from its start. They are taken in order, so that what is there from
 * the start of the file on, the front, grows evenly and can be hashed meanwhile.
 *
 * <p>Any number of threads may use an instance.
 */
final class Pieces {

    private final long size;
    private final long pieceBytes;
    private final long[] done;
    private final boolean[] taken;

    Pieces(long size, long pieceBytes) {
        this.size = size;
        this.pieceBytes = pieceBytes;
        int count = Math.toIntExact(Math.max(1, (size + pieceBytes - 1) / pieceBytes));
        this.done = new long[count];
        this.taken = new boolean[count];
    }

    long size() {
        return size;
    }

    long pieceBytes() {
        return pieceBytes;
    }

    int count() {
        return done.length;
    }

    long start(int piece) {
        return piece * pieceBytes;
    }

    long length(int piece) {
        return Math.min(pieceBytes, size - start(piece));
    }

    synchronized long done(int piece) {
        return done[piece];
    }

    synchronized void found(int piece, long bytes) {
        done[piece] = Math.max(0, Math.min(bytes, length(piece)));
    }

    synchronized void foundFromStart(long bytes) {
        for (int i = 0; i < done.length; i++) {
            found(i, bytes - start(i));
        }
    }

    /** Believes no note about what is beyond the end of the file. */
    synchronized void limitTo(long fileBytes) {
        for (int i = 0; i < done.length; i++) {
            found(i, Math.min(done[i], fileBytes - start(i)));
        }
    }

    synchronized void came(int piece, long bytes) {
        done[piece] += bytes;
        notifyAll();
    }

    /** The next piece that nobody works at and that is not complete. */
    synchronized OptionalInt take() {
        for (int i = 0; i < done.length; i++) {
            if (!taken[i] && done[i] < length(i)) {
                taken[i] = true;
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    synchronized void giveBack(int piece) {
        taken[piece] = false;
    }

    /** How many bytes are there in all. */
    synchronized long total() {
        return Arrays.stream(done).sum();
    }

    synchronized boolean isComplete() {
        return total() == size;
    }

    private long front() {
        for (int i = 0; i < done.length; i++) {
            if (done[i] < length(i)) {
                return start(i) + done[i];
            }
        }
        return size;
    }

    /** Waits until more is there from the start on than so many bytes. */
    synchronized long frontBeyond(long bytes) throws InterruptedException {
        while (front() <= bytes) {
            wait();
        }
        return front();
    }
}
