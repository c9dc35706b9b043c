package org.whisperbench.platform.download;

import java.io.IOException;

/** What is there of a file is of no use: it has to be fetched from its start. */
final class Restart extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean plain;

    /**
     * Says why.
     *
     * @param plain whether the server gives only whole files
     * @param message why
     */
    Restart(boolean plain, String message) {
        super(message);
        this.plain = plain;
    }

    boolean isPlain() {
        return plain;
    }
}
