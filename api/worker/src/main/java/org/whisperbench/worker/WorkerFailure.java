package org.whisperbench.worker;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ErrorKind;

/** Why a call has no result. After all but {@link Failed} the worker is dead, and so is every process it started. */
public sealed interface WorkerFailure {

    /**
     * Returns what the worker last wrote outside of frames, and its log notifications.
     *
     * @return at most 40 lines, oldest first
     */
    List<String> lastLines();

    /**
     * Returns whose problem it is.
     *
     * @return the kind in the family of exceptions of the API
     */
    ErrorKind errorKind();

    /**
     * Returns what happened.
     *
     * @return one line for people, lower case, without a full stop
     */
    String sentence();

    /**
     * The worker answered with an error, or what it was asked or answered does not cross; it goes on.
     *
     * @param kind what went wrong
     * @param errorKind whose problem it is, as exactly as the worker tells
     * @param message what the worker says, or what does not cross
     * @param exception type of the failure inside the worker, or an empty text
     * @param lastLines see {@link WorkerFailure#lastLines}
     */
    record Failed(WorkerErrorKind kind, ErrorKind errorKind, String message, String exception, List<String> lastLines)
            implements WorkerFailure {
        @Override
        public String sentence() {
            return message;
        }
    }

    /**
     * The call took too long; the worker was killed.
     *
     * @param limit which limit
     * @param after the limit
     * @param lastLines see {@link WorkerFailure#lastLines}
     */
    record TimedOut(Limit limit, Duration after, List<String> lastLines) implements WorkerFailure {

        /** A limit of a call. */
        public enum Limit {
            /** The worker was silent. */
            STALL,
            /** The call as a whole took too long. */
            TOTAL
        }

        @Override
        public ErrorKind errorKind() {
            return ErrorKind.RESOURCES;
        }

        @Override
        public String sentence() {
            String seconds = String.format(Locale.ROOT, "%.1f s", after.toMillis() / 1000.0);
            return limit == Limit.STALL
                    ? "worker was silent for " + seconds + " and was killed"
                    : "worker took longer than " + seconds + " and was killed";
        }
    }

    /**
     * The worker's process ended before it answered.
     *
     * @param status how
     * @param lastLines see {@link WorkerFailure#lastLines}
     */
    record Crashed(ExitStatus status, List<String> lastLines) implements WorkerFailure {

        /** See the head of any report of a fatal error of HotSpot. */
        private static final Pattern FATAL_SIGNAL = Pattern.compile("^#  (SIG[A-Z]+) \\(0x");

        @Override
        public ErrorKind errorKind() {
            return ErrorKind.EXTERNAL;
        }

        @Override
        public String sentence() {
            return "worker ended with " + ending() + " before it answered";
        }

        /**
         * Returns what ended the process. A Java virtual machine that is hit by a signal aborts itself then: the signal that
         * it names in its last lines stands for the SIGABRT that it ended with.
         *
         * @return such as {@code SIGSEGV} or {@code exit code 3}
         */
        public String ending() {
            return lastLines.stream()
                    .map(FATAL_SIGNAL::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .findFirst()
                    .filter(signal -> status.signal().isPresent())
                    .orElse(status.display());
        }
    }

    /**
     * What the worker sent could not be understood; it was killed.
     *
     * @param detail what was wrong, for people, lower case
     * @param lastLines see {@link WorkerFailure#lastLines}
     */
    record Garbled(String detail, List<String> lastLines) implements WorkerFailure {
        @Override
        public ErrorKind errorKind() {
            return ErrorKind.INTERNAL;
        }

        @Override
        public String sentence() {
            return "worker sent what is no answer and was killed: " + detail
                    + "; run it again, and report it to the backend's author if it happens again";
        }
    }

    /**
     * The owner cancelled or closed; the worker was killed.
     *
     * @param lastLines see {@link WorkerFailure#lastLines}
     */
    record Cancelled(List<String> lastLines) implements WorkerFailure {
        @Override
        public ErrorKind errorKind() {
            return ErrorKind.EXTERNAL;
        }

        @Override
        public String sentence() {
            return "worker was cancelled";
        }
    }

    /**
     * The worker speaks another version of the protocol; it was killed.
     *
     * @param host the version here
     * @param worker the worker's version
     * @param lastLines see {@link WorkerFailure#lastLines}
     */
    record ProtocolMismatch(int host, int worker, List<String> lastLines) implements WorkerFailure {
        @Override
        public ErrorKind errorKind() {
            return ErrorKind.BACKEND_UNAVAILABLE;
        }

        @Override
        public String sentence() {
            return "worker speaks protocol " + worker + ", but the host speaks protocol " + host
                    + "; install a backend and a host of one release";
        }
    }
}
