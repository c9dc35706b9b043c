package org.whisperbench.platform.download;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The users and passwords in the addresses of servers, {@code http://USER:PASSWORD@HOST}. Each is given to its own server and
 * to nobody else, in the place of a token, as huggingface_hub 1.33 does; it is in no address that is shown.
 *
 * @param byServer {@code USER:PASSWORD} by server
 */
record Logins(Map<Origin, String> byServer) {

    Logins {
        byServer = Map.copyOf(byServer);
    }

    static Logins of(Collection<URI> servers) {
        Map<Origin, String> logins = new HashMap<>();
        for (URI server : servers) {
            String login = Origin.login(server);
            if (!login.isEmpty()) {
                Origin.of(server).ifPresent(origin -> logins.put(origin, login));
            }
        }
        return new Logins(logins);
    }

    /** What is told to servers only: the passwords, and how they are sent. */
    List<String> secrets() {
        return byServer.values().stream()
                .flatMap(login -> Stream.of(login.substring(login.indexOf(':') + 1), encoded(login)))
                .toList();
    }

    private static String encoded(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** The header that tells a server who asks; nothing if its address does not say. */
    Optional<String> authorization(URI uri) {
        return Origin.of(uri).map(byServer::get).map(Logins::basic);
    }

    /** The value of the header that tells {@code USER:PASSWORD}, see RFC 7617. */
    static String basic(String login) {
        return "Basic " + encoded(login);
    }

    @Override
    public String toString() {
        return "users of " + byServer.keySet();
    }
}
