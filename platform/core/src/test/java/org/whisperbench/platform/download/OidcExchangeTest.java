package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;

/** A job of a build server gets a token for what the server says of it. */
class OidcExchangeTest {

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicLong now = new AtomicLong();
    private HttpServer server;
    private Downloading downloading;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            String answer = exchange.getRequestURI().getPath().equals("/oauth/token")
                    ? "{\"access_token\": \"hf_job\", \"expires_in\": 600}"
                    : "{\"value\": \"a.b.c\"}";
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        downloading = new Downloading(folder);
        downloading.hub.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
        downloading.environment.put("HF_OIDC_RESOURCE", "owner/name");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        downloading.close();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private OidcExchange exchange() {
        downloading.environment.put("HF_ENDPOINT", address().toString());
        return new OidcExchange(
                Settings.of(DownloadOptions.defaults(), downloading.environment),
                uri -> (java.net.HttpURLConnection) uri.toURL().openConnection(java.net.Proxy.NO_PROXY),
                now::get);
    }

    @Test
    void theStatementIsAskedOfTheBuildServerAndExchangedOnceUntilItEnds() throws IOException {
        downloading.environment.put("ACTIONS_ID_TOKEN_REQUEST_URL", address() + "/statement?x=1");
        downloading.environment.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "secret");
        OidcExchange exchange = exchange();

        assertEquals("hf_job", exchange.token());
        assertEquals("hf_job", exchange.token());

        assertEquals(2, asked.size(), asked::toString);
        assertTrue(asked.get(0).startsWith("/statement?x=1&audience=http%3A%2F%2F127.0.0.1%3A"), asked::toString);
        assertTrue(asked.get(0).contains(" Bearer secret "), asked::toString);
        assertTrue(asked.get(1).startsWith("/oauth/token null {"), asked::toString);
        assertTrue(
                asked.get(1).contains("\"subject_token\": \"a.b.c\", \"resource\": \"owner/name\""), asked::toString);
        now.set(301_000_000_000L);
        assertEquals("hf_job", exchange.token());
        assertEquals(4, asked.size(), asked::toString);
    }

    @Test
    void aStatementThatIsGivenIsExchanged() throws IOException {
        downloading.environment.put("HF_OIDC_ID_TOKEN", "x.y.z");

        assertEquals("hf_job", exchange().token());

        assertEquals(1, asked.size(), asked::toString);
        assertTrue(asked.get(0).contains("\"x.y.z\""), asked::toString);
    }

    @Test
    void whatIsMissingIsSaidAndTheTokenIsNotAskedForWithoutNeed() throws Exception {
        assertEquals("HF_OIDC_RESOURCE", downloading.downloads().access().token());

        Outcome outcome = downloading.ensure();

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().startsWith("no token for HF_OIDC_RESOURCE: no build server"), outcome.reason());
        assertEquals(List.of(), downloading.hub.requests());
        downloading.environment.put("HF_HUB_OFFLINE", "1");
        assertEquals(Result.OFFLINE, downloading.ensure().result());
        downloading.environment.put("HF_OIDC_ID_TOKEN", "with \"quotes\"");
        downloading.environment.remove("HF_HUB_OFFLINE");
        assertFalse(downloading.ensure().reason().contains("quotes"));
    }
}
