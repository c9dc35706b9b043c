package org.whisperbench.worker;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The parts of a long answer, on the host's side, see {@link AnswerText}. The thread that reads adds them; when the answer is there,
 * the one that waits for it puts them together.
 */
final class AnswerParts {

    private final Deque<String> parts = new ArrayDeque<>();
    private final long limitChars;
    private long chars;

    AnswerParts() {
        this(AnswerText.LIMIT_CHARS);
    }

    AnswerParts(long limitChars) {
        this.limitChars = limitChars;
    }

    /** Takes the next part; returns false if it is empty, or all together are too long. */
    synchronized boolean add(String part) {
        chars += part.length();
        if (part.isEmpty() || chars > limitChars) {
            return false;
        }
        parts.add(part);
        return true;
    }

    /**
     * Returns a result whole.
     *
     * @param result what the answer holds
     * @throws JsonMismatch if parts are missing, or are no result together
     */
    synchronized JsonObject whole(JsonObject result) {
        if (!result.has(AnswerText.PARTS)) {
            return result;
        }
        if (result.whole(AnswerText.PARTS).orElse(-1) != parts.size()) {
            throw new JsonMismatch(
                    "it is said to be in " + result.get(AnswerText.PARTS) + " parts, and " + parts.size() + " came");
        }
        try (Reader text = new Joined(parts)) {
            if (WorkerJson.parse(text) instanceof JsonObject joined) {
                return joined;
            }
            throw new JsonMismatch("its parts are no object together");
        } catch (JacksonException e) {
            throw new JsonMismatch("its parts are no JSON together: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("what is in memory can be read", e);
        }
    }

    /** Reads one part after the other, each of which is forgotten then. */
    private static final class Joined extends Reader {

        private final Deque<String> rest;
        private @Nullable String part;
        private int at;

        Joined(Deque<String> parts) {
            this.rest = parts;
            this.part = parts.poll();
        }

        @Override
        public int read(char[] into, int from, int length) {
            while (part != null && at == part.length()) {
                part = rest.poll();
                at = 0;
            }
            String current = part;
            if (current == null) {
                return -1;
            }
            int count = Math.min(length, current.length() - at);
            current.getChars(at, at + count, into, from);
            at += count;
            return count;
        }

        @Override
        public void close() {
            rest.clear();
        }
    }
}
