package org.whisperbench.platform.download;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * The way to a server: directly, or through the proxy that {@code HTTPS_PROXY}, {@code HTTP_PROXY} or {@code ALL_PROXY}
 * name, in small letters first, unless {@code NO_PROXY} names the server, a domain that it is in, or {@code *}.
 *
 * @param proxy the proxy
 * @param credentials {@code USER:PASSWORD} for it, or an empty text
 */
record ProxyChoice(Proxy proxy, String credentials) {

    /** Java gives such proxies one user and password for the whole process, if any. */
    static final String NO_PASSWORDS =
            "which are not given to such proxies here; name an HTTP proxy in HTTPS_PROXY, or a SOCKS proxy that wants none";

    private static final int SOCKS_PORT = 1080;
    private static final int HTTP_PORT = 80;
    private static final List<String> HTTP = List.of("http", "https");
    private static final List<String> SOCKS = List.of("socks", "socks4", "socks4a", "socks5", "socks5h");

    static ProxyChoice of(URI target, Map<String, String> environment) {
        String scheme = target.getScheme().toLowerCase(Locale.ROOT);
        Optional<String> url = variable(environment, scheme + "_proxy").or(() -> variable(environment, "all_proxy"));
        if (url.isEmpty()
                || isExcluded(target, variable(environment, "no_proxy").orElse(""))) {
            return new ProxyChoice(Proxy.NO_PROXY, "");
        }
        return parse(url.get());
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        String small = environment.getOrDefault(name, "");
        String value = small.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : small;
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static boolean isExcluded(URI target, String excluded) {
        Origin server = Origin.of(target).orElseThrow();
        String host = server.host();
        return Arrays.stream(excluded.toLowerCase(Locale.ROOT).split("[, ]+", -1))
                .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*")
                        || host.equals(entry)
                        || host.endsWith("." + entry)
                        || (host + ":" + server.port()).equals(entry));
    }

    private static ProxyChoice parse(String url) {
        URI uri = uri(url);
        boolean socks = SOCKS.contains(uri.getScheme().toLowerCase(Locale.ROOT));
        Origin server = Origin.of(uri, socks ? SOCKS_PORT : HTTP_PORT).orElseThrow();
        ProxyChoice choice = new ProxyChoice(
                new Proxy(
                        socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                        new InetSocketAddress(server.host(), server.port())),
                Origin.login(uri));
        if (socks && !choice.credentials().isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "the SOCKS proxy '%s' has a user and a password in the environment, %s"
                            .formatted(choice.display(), NO_PASSWORDS));
        }
        return choice;
    }

    /** The URL itself may hold a password and is not repeated where it is none. */
    private static URI uri(String url) {
        try {
            URI uri = URI.create(url.contains("://") ? url : "http://" + url);
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            if (Origin.of(uri).isPresent() && (HTTP.contains(scheme) || SOCKS.contains(scheme))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, like everything else that is no URL of a proxy.
        }
        throw new WhisperException(
                ErrorKind.USER,
                "the proxy in the environment is no URL such as http://proxy:8080 or socks5://proxy:1080; correct HTTPS_PROXY, HTTP_PROXY or ALL_PROXY");
    }

    boolean isSocks() {
        return proxy.type() == Proxy.Type.SOCKS;
    }

    /** The header that gives the credentials to a proxy that sees the request itself. */
    String authorization() {
        return Logins.basic(credentials);
    }

    /** Gives the credentials to a proxy that asks for them, once: who refused them will do so again. */
    Authenticator authenticator() {
        int colon = credentials.indexOf(':');
        String user = colon < 0 ? credentials : credentials.substring(0, colon);
        char[] password = (colon < 0 ? "" : credentials.substring(colon + 1)).toCharArray();
        AtomicBoolean given = new AtomicBoolean(credentials.isEmpty());
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY && given.compareAndSet(false, true)
                        ? new PasswordAuthentication(user, password)
                        : null;
            }
        };
    }

    boolean isDirect() {
        return proxy.type() == Proxy.Type.DIRECT;
    }

    /** For messages, without credentials. */
    String display() {
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "none";
    }
}
