package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks servers. Redirects are followed here: relative and absolute ones, at most ten, never from https to http, and the
 * token goes to the hub's own scheme, host and port only.
 *
 * <p>It uses {@link HttpURLConnection} since that is two to three times as fast with large bodies as the newer client; see
 * decision 0011. Any number of threads may use an instance.
 */
final class Http {

    private static final int MOST_REDIRECTS = 10;
    private static final int EXPLANATION_BYTES = 2048;
    private static final String AGENT =
            "whisperbench; java/" + Runtime.version().feature() + "; " + System.getProperty("os.name", "");

    private final Settings settings;
    private final Supplier<SSLSocketFactory> certificates;
    private final OidcExchange exchange;
    private final Set<HttpURLConnection> open;
    private final AtomicBoolean aborted;
    private final Deadline deadline;

    Http(Settings settings) {
        this.settings = settings;
        this.certificates = Certificates.whenAsked(settings.environment());
        this.exchange = new OidcExchange(settings, this::connection, System::nanoTime);
        this.open = ConcurrentHashMap.newKeySet();
        this.aborted = new AtomicBoolean();
        this.deadline = new Deadline(Duration.ZERO, System::nanoTime);
    }

    private Http(Http shared, Deadline deadline) {
        this.settings = shared.settings;
        this.certificates = shared.certificates;
        this.exchange = shared.exchange;
        this.open = shared.open;
        this.aborted = shared.aborted;
        this.deadline = deadline;
    }

    /** The same, for answers that must come before it is too late. */
    Http within(Deadline limit) {
        return new Http(this, limit);
    }

    /**
     * Asks for something.
     *
     * @param uri what
     * @param range value of the header {@code Range}, or an empty text for everything
     * @return the answer: 200 or 206
     * @throws Refused if the server answers anything else
     * @throws IOException if there is no answer
     */
    Reply get(URI uri, String range) throws IOException {
        URI current = uri;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Reply reply = ask(current, range);
            boolean redirect =
                    reply.status() / 100 == 3 && !reply.header("Location").isEmpty();
            if (!redirect) {
                return accepted(reply, redirects == 0);
            }
            try (reply) {
                reply.finish();
                current = target(current, reply.header("Location"));
            }
        }
        throw new IOException("'%s' is redirected more than %d times".formatted(uri, MOST_REDIRECTS));
    }

    /** Why something failed, without what is told to servers only. */
    String reason(IOException failure) {
        return settings.secrets().reason(failure);
    }

    /** Ends every request that is under way. Whoever reads just now may keep a disconnection waiting, but not the caller. */
    void abort() {
        aborted.set(true);
        for (HttpURLConnection connection : open) {
            Thread cutting = new Thread(connection::disconnect, "whisperbench-download-end");
            cutting.setDaemon(true);
            cutting.start();
        }
    }

    /**
     * Where a server sends who asks, by a redirect or by a link to the next page.
     *
     * @param from what was asked for
     * @param location an URL that somebody else wrote, which may be relative
     * @throws IOException if it is none of the web, or leads from https to http
     */
    static URI target(URI from, String location) throws IOException {
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "'%s' leads to '%s', which is no URL".formatted(from, Origin.withoutUser(location)), e);
        }
        Optional<Origin> server = Origin.of(target).filter(Origin::isWeb);
        if (server.isEmpty()) {
            throw new IOException("'%s' leads to '%s', which is no web address"
                    .formatted(from, Origin.withoutUser(target.toString())));
        }
        if (from.getScheme().equalsIgnoreCase("https") && server.get().scheme().equals("http")) {
            throw new IOException("'%s' leads to http, which is not followed".formatted(Origin.host(from)));
        }
        return Origin.withoutUser(target);
    }

    private Reply ask(URI uri, String range) throws IOException {
        if (aborted.get()) {
            throw new IOException("cancelled");
        }
        deadline.check();
        if (Origin.of(uri).filter(Origin::isWeb).isEmpty()) {
            throw new Backoff.Final("'%s' is no web address".formatted(Origin.withoutUser(uri.toString())));
        }
        ProxyChoice way = ProxyChoice.of(uri, settings.environment());
        HttpURLConnection connection = connection(uri, way);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept-Encoding", "identity");
        connection.setRequestProperty("User-Agent", AGENT);
        if (!range.isEmpty()) {
            connection.setRequestProperty("Range", range);
        }
        boolean named = settings.secrets().logins().authorization(uri).isPresent();
        if (settings.token().isPresent() && settings.trusts(uri) && !named) {
            connection.setRequestProperty("Authorization", authorization(settings.token()));
        }
        open.add(connection);
        Runnable closed = () -> open.remove(connection);
        try {
            return answer(new Reply(connection, uri, closed), way);
        } catch (IOException e) {
            connection.disconnect();
            closed.run();
            throw new ProxyFailure(way).explained(e);
        } catch (RuntimeException e) {
            connection.disconnect();
            closed.run();
            throw e;
        }
    }

    private static Reply answer(Reply reply, ProxyChoice way) throws IOException {
        if (reply.status() == HttpURLConnection.HTTP_PROXY_AUTH) {
            throw new ProxyFailure(way).unknown(new IOException("the proxy answers 407"));
        }
        return reply;
    }

    private String authorization(Token token) throws IOException {
        return token.isExchanged() ? "Bearer " + exchange.token() : token.authorization();
    }

    private HttpURLConnection connection(URI uri) throws IOException {
        return connection(uri, ProxyChoice.of(uri, settings.environment()));
    }

    private HttpURLConnection connection(URI uri, ProxyChoice way) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(way.proxy());
        connection.setAuthenticator(way.authenticator());
        connection.setConnectTimeout(millis(settings.connectTimeout()));
        connection.setReadTimeout(millis(settings.readTimeout()));
        settings.secrets()
                .logins()
                .authorization(uri)
                .ifPresent(login -> connection.setRequestProperty("Authorization", login));
        if (connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(certificates.get());
        } else if (!way.credentials().isEmpty()) {
            connection.setRequestProperty("Proxy-Authorization", way.authorization());
        }
        return connection;
    }

    /** Never zero, which would stand for any time. */
    private int millis(Duration limit) {
        return (int) Math.max(1, deadline.atMost(limit).toMillis());
    }

    private Reply accepted(Reply reply, boolean direct) throws IOException {
        if (reply.status() == HttpURLConnection.HTTP_OK || reply.status() == HttpURLConnection.HTTP_PARTIAL) {
            return reply;
        }
        try (reply) {
            String text = reply.header("X-Error-Message");
            if (text.isEmpty() && !reply.isWebPage()) {
                text = new String(reply.explanation(EXPLANATION_BYTES), StandardCharsets.UTF_8);
            }
            String line =
                    settings.secrets().hiddenIn(text).replaceAll("\\s+", " ").strip();
            throw new Refused(reply, direct, line);
        }
    }
}
