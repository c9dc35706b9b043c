package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.StoreRoots;

/**
 * Who asks. The order is: a file that was named, {@code HF_OIDC_RESOURCE} (see {@link OidcExchange}), {@code HF_TOKEN}, {@code HUGGING_FACE_HUB_TOKEN}, the file that
 * {@code HF_TOKEN_PATH} names, the file {@code token} below {@code HF_HOME}. With
 * {@code HF_HUB_DISABLE_IMPLICIT_TOKEN} only the first counts. Its text is in no message.
 */
final class Token {

    static final Token NONE = new Token("", "none");

    private static final String OIDC = "HF_OIDC_RESOURCE";

    private final String secret;
    private final String source;

    private Token(String secret, String source) {
        this.secret = secret;
        this.source = source;
    }

    static Token of(String file, Map<String, String> environment) {
        if (!file.isEmpty()) {
            return named(Path.of(file));
        }
        if (StoreRoots.isOn(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return NONE;
        }
        if (!environment.getOrDefault(OIDC, "").isEmpty()) {
            return new Token("", OIDC);
        }
        for (String name : new String[] {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            String value = clean(environment.getOrDefault(name, ""));
            if (!value.isEmpty()) {
                return new Token(value, name);
            }
        }
        String path = environment.getOrDefault("HF_TOKEN_PATH", "");
        Path stored = path.isEmpty() ? StoreRoots.huggingFace(environment).resolve("token") : Path.of(path);
        return Files.isRegularFile(stored) ? read(stored) : NONE;
    }

    private static Token named(Path file) {
        Token token = read(file);
        if (!token.isPresent()) {
            throw new WhisperException(
                    ErrorKind.USER, "token file '%s' is empty; write a token into it".formatted(file));
        }
        return token;
    }

    private static Token read(Path file) {
        try {
            String value = clean(Files.readString(file));
            return value.isEmpty() ? NONE : new Token(value, "'" + file + "'");
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "token file '%s' cannot be read; check the path and its permissions".formatted(file),
                    e);
        }
    }

    private static String clean(String text) {
        return text.replace("\r", "").replace("\n", "").strip();
    }

    boolean isPresent() {
        return !secret.isEmpty() || isExchanged();
    }

    /** Whether it is got for this job only when it is first needed. */
    boolean isExchanged() {
        return source.equals(OIDC);
    }

    /** Where it comes from. */
    String source() {
        return source;
    }

    String authorization() {
        return "Bearer " + secret;
    }

    /** Takes the secret out of a text that somebody else wrote. */
    String hiddenIn(String text) {
        return secret.isEmpty() ? text : text.replace(secret, "***");
    }

    @Override
    public String toString() {
        return "token from " + source;
    }
}
