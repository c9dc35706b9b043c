package org.whisperbench.worker;

/** What a stream of frames brings. */
sealed interface Incoming {

    /** A whole frame with a message of JSON-RPC in it. */
    record Received(Message message) implements Incoming {}

    /** A frame that cannot be used; the stream goes on at the next one. */
    record Damaged(Damage damage, String detail) implements Incoming {}

    /** The stream has ended; {@code cutBytes} of a frame that was never finished came before, or 0. */
    record End(int cutBytes) implements Incoming {}

    /** What is wrong with a frame. */
    enum Damage {
        /** Another one begins before its line feed. */
        TRUNCATED,
        /** It is longer than the limit. */
        TOO_LONG,
        /** It is not UTF-8. */
        NOT_UTF8,
        /** It is not JSON. */
        NOT_JSON,
        /** It is JSON, but no message of JSON-RPC 2.0. */
        NOT_A_MESSAGE
    }
}
