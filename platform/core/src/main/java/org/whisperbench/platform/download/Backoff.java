package org.whisperbench.platform.download;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries again: after 1, 2, 4 and then 8 seconds, each made up to a quarter longer or shorter, or after as long as the
 * server asks for. What cannot pass is not tried again.
 */
final class Backoff {

    /** Waits. */
    @FunctionalInterface
    interface Waiting {
        void pause(Duration time) throws InterruptedException;
    }

    /** Something that may be tried again. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    private static final int LONGEST_EXPONENT = 3;

    private final int retries;
    private final Deadline deadline;
    private final Waiting waiting;
    private final DownloadListener listener;

    Backoff(int retries, Deadline deadline, Waiting waiting, DownloadListener listener) {
        this.retries = retries;
        this.deadline = deadline;
        this.waiting = waiting;
        this.listener = listener;
    }

    /** Tries until it succeeds, cannot pass or was tried often enough. */
    <T> T repeat(String what, Work<T> work) throws IOException, InterruptedException {
        for (int failures = 0; ; ) {
            try {
                return work.run();
            } catch (IOException e) {
                failures = after(what, e, failures);
            }
        }
    }

    /**
     * Waits after a failure.
     *
     * @param failures how often it failed before without any progress
     * @return how often it failed now
     * @throws IOException the failure itself, if it is not to be tried again
     */
    int after(String what, IOException failure, int failures) throws IOException, InterruptedException {
        boolean mayPass = failure instanceof Refused refused ? refused.mayPass() : !(failure instanceof Final);
        if (!mayPass || failures >= retries || Certificates.problem(failure) != null) {
            throw failure;
        }
        Duration wait =
                failure instanceof Refused refused && !refused.pause().isZero() ? refused.pause() : jittered(failures);
        deadline.requireTimeFor(wait, failure);
        listener.retrying(what, Failures.reason(failure), wait);
        waiting.pause(wait);
        return failures + 1;
    }

    private static Duration jittered(int failures) {
        long millis = 1000L << Math.min(failures, LONGEST_EXPONENT);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(millis * 3 / 4, millis * 5 / 4));
    }

    /** What a server sends is wrong each time; no other attempt there will cure that. */
    static final class Damaged extends Final {

        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    /** A failure that no other attempt will cure, such as a full disk. */
    static sealed class Final extends IOException permits Damaged {

        private static final long serialVersionUID = 1L;

        Final(String message, Throwable cause) {
            super(message, cause);
        }

        Final(String message) {
            super(message);
        }
    }
}
