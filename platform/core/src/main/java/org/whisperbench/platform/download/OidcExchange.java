package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.store.hub.BoundedJson;

/**
 * Gets a token for a job of a build server that has none of its own: what the server says of the job is exchanged at the hub
 * for a token of about an hour. Source: RFC 8693, and the variables that huggingface_hub reads: {@code HF_OIDC_RESOURCE} for
 * what the token is to be good for, {@code HF_OIDC_ID_TOKEN} for what the server says, else that is asked of GitHub Actions.
 *
 * <p>Any number of threads may use an instance; it asks once.
 */
final class OidcExchange {

    private static final String REQUEST_URL = "ACTIONS_ID_TOKEN_REQUEST_URL";
    private static final String REQUEST_TOKEN = "ACTIONS_ID_TOKEN_REQUEST_TOKEN";
    private static final Duration MARGIN = Duration.ofMinutes(5);
    private static final long USUAL_SECONDS = 3600;
    private static final long MOST_SECONDS = 86_400;

    /** Opens a connection by the way that the environment names. */
    @FunctionalInterface
    interface Opening {
        HttpURLConnection open(URI uri) throws IOException;
    }

    private final Map<String, String> environment;
    private final URI hub;
    private final Secrets secrets;
    private final Opening opening;
    private final LongSupplier nanoTime;
    private @Nullable String secret;
    private long validUntil;

    OidcExchange(Settings settings, Opening opening, LongSupplier nanoTime) {
        this.environment = settings.environment();
        this.hub = settings.trusted();
        this.secrets = settings.secrets();
        this.opening = opening;
        this.nanoTime = nanoTime;
    }

    /** The token, asked for if there is none yet or it is about to end. */
    synchronized String token() throws IOException {
        String known = secret;
        if (known != null && nanoTime.getAsLong() - validUntil < 0) {
            return known;
        }
        String statement = statement();
        secrets.learned(statement);
        Map<?, ?> answer = exchange(statement);
        String fresh = BoundedJson.text(answer.get("access_token"));
        if (fresh.isEmpty()) {
            throw refused("the hub gives no token for it");
        }
        long seconds = BoundedJson.number(answer.get("expires_in"));
        Duration valid = Duration.ofSeconds(seconds < 0 ? USUAL_SECONDS : Math.min(seconds, MOST_SECONDS))
                .minus(MARGIN);
        validUntil = nanoTime.getAsLong() + Math.max(0, valid.toNanos());
        secret = fresh;
        secrets.learned(fresh);
        return fresh;
    }

    /** What the build server says of this job. */
    private String statement() throws IOException {
        String given = environment.getOrDefault("HF_OIDC_ID_TOKEN", "");
        if (!given.isEmpty()) {
            return given;
        }
        String url = environment.getOrDefault(REQUEST_URL, "");
        String token = environment.getOrDefault(REQUEST_TOKEN, "");
        if (url.isEmpty() || token.isEmpty()) {
            throw refused("no build server tells who this is; set HF_OIDC_ID_TOKEN, give the job of GitHub Actions the"
                    + " permission 'id-token: write', or unset HF_OIDC_RESOURCE");
        }
        String audience = URLEncoder.encode(hub.toString(), StandardCharsets.UTF_8);
        URI uri = URI.create(url + (url.contains("?") ? "&" : "?") + "audience=" + audience);
        HttpURLConnection connection = opening.open(uri);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        String statement = BoundedJson.text(answer(connection).get("value"));
        if (statement.isEmpty()) {
            throw refused("'%s' does not tell who this is".formatted(Origin.host(uri)));
        }
        return statement;
    }

    private Map<?, ?> exchange(String statement) throws IOException {
        HttpURLConnection connection = opening.open(URI.create(hub + "/oauth/token"));
        String question = """
                {"grant_type": "urn:ietf:params:oauth:grant-type:token-exchange",
                 "subject_token_type": "urn:ietf:params:oauth:token-type:id_token",
                 "subject_token": "%s", "resource": "%s"}""".formatted(plain(statement), plain(environment.getOrDefault("HF_OIDC_RESOURCE", "")));
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(question.getBytes(StandardCharsets.UTF_8));
        return answer(connection);
    }

    /** Neither a JSON web token nor the name of a repository has a character that JSON would escape. */
    private static String plain(String text) throws IOException {
        if (!text.matches("[A-Za-z0-9._/=+~-]*")) {
            throw refused("it or the statement of the build server has characters that cannot be");
        }
        return text;
    }

    private static Map<?, ?> answer(HttpURLConnection connection) throws IOException {
        connection.setInstanceFollowRedirects(false);
        try {
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw refused("'%s' answers %d".formatted(connection.getURL().getHost(), status));
            }
            try (InputStream body = connection.getInputStream()) {
                return BoundedJson.object(BoundedJson.read(body));
            }
        } finally {
            connection.disconnect();
        }
    }

    private static IOException refused(String why) {
        return new Backoff.Final("no token for HF_OIDC_RESOURCE: " + why);
    }
}
