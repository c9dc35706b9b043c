package org.whisperbench.worker;

/** What a stream of frames brings. */
sealed interface Incoming {

    /** A whole frame with a message of JSON-RPC in it. */
    record Received(Message message) implements Incoming {}

    /** A frame that cannot be used; the stream goes on at the next one. */
    record Damaged(Damage damage, String detail) implements Incoming {

        /** Returns what is wrong, for people. */
        String sentence() {
            return damage.before + detail + damage.after;
        }
    }

    /** The stream has ended; {@code cutBytes} of a frame that was never finished came before, or 0. */
    record End(int cutBytes) implements Incoming {}

    /** What is wrong with a frame. */
    enum Damage {
        /** Another one begins before its line feed. */
        TRUNCATED("a frame was cut short after ", ""),
        /** It is longer than the limit. */
        TOO_LONG("a frame is over ", ""),
        /** It is not UTF-8. */
        NOT_UTF8("a frame of ", " is not UTF-8"),
        /** It is not JSON. */
        NOT_JSON("a frame is not JSON: ", ""),
        /** It is JSON, but no message of JSON-RPC 2.0. */
        NOT_A_MESSAGE("a frame of ", " is no message of JSON-RPC 2.0");

        private final String before;
        private final String after;

        Damage(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }
}
