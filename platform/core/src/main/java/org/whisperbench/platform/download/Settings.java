package org.whisperbench.platform.download;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.StoreRoots;

/**
 * What the environment and the options say about the network.
 *
 * @param mirrors which servers are asked for a repository
 * @param trusted the endpoint to which the token may be sent
 * @param secrets who asks, and what is told nobody else
 * @param offline whether the network may not be used
 * @param connectTimeout for a connection
 * @param readTimeout for the next byte
 * @param environment for proxies and certificates
 */
record Settings(
        Mirrors mirrors,
        URI trusted,
        Secrets secrets,
        boolean offline,
        Duration connectTimeout,
        Duration readTimeout,
        Map<String, String> environment) {

    static final String HUB = "https://huggingface.co";

    static Settings of(DownloadOptions options, Map<String, String> environment) {
        List<URI> named = new ArrayList<>();
        URI trusted = endpoint(environment.getOrDefault("HF_ENDPOINT", ""), "HF_ENDPOINT", named);
        boolean offline = options.offline()
                || StoreRoots.isOn(environment, "HF_HUB_OFFLINE")
                || StoreRoots.isOn(environment, "TRANSFORMERS_OFFLINE");
        Mirrors mirrors = Mirrors.parse(options.mirror(), trusted, url -> endpoint(url, "--mirror", named));
        return new Settings(
                mirrors,
                trusted,
                new Secrets(Token.of(options.tokenFile(), environment), Logins.of(named)),
                offline,
                seconds(environment, "HF_HUB_ETAG_TIMEOUT"),
                seconds(environment, "HF_HUB_DOWNLOAD_TIMEOUT"),
                environment);
    }

    /** A server, of which a user and a password are kept apart. */
    private static URI endpoint(String url, String source, List<URI> named) {
        String text = (url.isEmpty() ? HUB : url).replaceAll("/+$", "");
        try {
            URI uri = URI.create(text);
            if (Origin.of(uri).filter(Origin::isWeb).isPresent()) {
                named.add(uri);
                return Origin.withoutUser(uri);
            }
        } catch (IllegalArgumentException e) {
            // Said below, like everything else that is no URL.
        }
        throw new WhisperException(
                ErrorKind.USER,
                "'%s' of %s is no URL of a server; give one such as %s"
                        .formatted(Origin.withoutUser(text), source, HUB));
    }

    private static Duration seconds(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return Duration.ofSeconds(value.matches("[1-9][0-9]{0,4}") ? Long.parseLong(value) : 10);
    }

    Token token() {
        return secrets.token();
    }

    /** Whether the token may go to a URL: same scheme, host and port as the hub's, nothing less. */
    boolean trusts(URI uri) {
        return Origin.of(uri).equals(Origin.of(trusted));
    }
}
