package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A server answered that it will not, with the facts from which a sentence is made. */
final class Refused extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Duration pause;
    private final transient URI uri;
    private final boolean direct;

    /**
     * Keeps the facts.
     *
     * @param reply status and headers
     * @param direct whether the server that was asked answered itself, and none that it points to
     * @param text what the server says, without secrets
     */
    Refused(Reply reply, boolean direct, String text) {
        super(text);
        this.status = reply.status();
        this.code = reply.header("X-Error-Code");
        this.pause = RetryAfter.of(reply);
        this.uri = reply.uri();
        this.direct = direct;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** How long the server asks to wait, zero if it does not. */
    Duration pause() {
        return pause;
    }

    URI uri() {
        return uri;
    }

    /** Whether the same request may succeed later: an overloaded server, or a signed address that is too old. */
    boolean mayPass() {
        return switch (status) {
            case 408, 429, 500, 502, 503, 504 -> true;
            case 401, 403 -> !direct && code.isEmpty();
            default -> false;
        };
    }
}
