package org.whisperbench.platform.download;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who asks, and the one place that takes secrets out of texts that somebody else wrote: a server may repeat what it was sent.
 *
 * <p>Any number of threads may use an instance.
 */
final class Secrets {

    /** What is shorter may be a part of any word. */
    private static final int SHORTEST = 4;

    private final Token token;
    private final Logins logins;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Secrets(Token token, Logins logins) {
        this.token = token;
        this.logins = logins;
        logins.secrets().forEach(this::learned);
    }

    Token token() {
        return token;
    }

    Logins logins() {
        return logins;
    }

    /** Takes note of a secret that was got on the way, such as a token for a job. */
    void learned(String secret) {
        if (secret.length() >= SHORTEST) {
            told.add(secret);
        }
    }

    /** A text without secrets. */
    String hiddenIn(String text) {
        String hidden = token.hiddenIn(text);
        for (String secret : told) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    /** Why something failed, without secrets. */
    String reason(IOException failure) {
        return hiddenIn(Failures.reason(failure));
    }
}
