package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.testkit.FakeHub;

/** A hub that answers what no hub should: it costs its own model one sentence, and the others nothing. */
class OddHubTest extends HubDownloads {

    private static final String ODD = "odd/model";
    private static final String FILE = "{\"rfilename\":\"a\",\"size\":%s,\"blobId\":\"%s\"}";

    private HttpServer server;
    private volatile String siblings = "";
    private volatile String link = "";
    private volatile String location = "";
    private volatile boolean repeats;

    @BeforeEach
    void startOdd() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stopOdd() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = "[]";
            int status = 200;
            if (path.equals("/oauth/token")) {
                body = "{\"access_token\": \"hf_for_this_job\", \"expires_in\": 9000000000000000000}";
            } else if (repeats) {
                String sent = exchange.getRequestHeaders().getFirst("Authorization");
                exchange.getResponseHeaders().set("X-Error-Message", "who is '" + sent + "'?");
                status = 503;
            } else if (path.contains("/revision/")) {
                body = "{\"sha\": \"" + FakeHub.COMMIT + "\", \"siblings\": [" + siblings + "]}";
            } else if (path.contains("/resolve/")) {
                exchange.getResponseHeaders().set("Location", location);
                status = 302;
            } else if (!link.isEmpty()) {
                exchange.getResponseHeaders().set("Link", "<" + link + ">; rel=\"next\"");
            }
            byte[] bytes = Downloading.bytes(body);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private DownloadOptions odd(Mode mode) {
        return new DownloadOptions(DownloadOptions.defaults().pace(), ODD + "=" + address(), "", false, mode);
    }

    private static Wanted wanted(String id) {
        return Wanted.repository(id, "main", List.of(), List.of());
    }

    /** The outcome of the odd model, after which the other one came. */
    private Outcome oddBesideGood() throws InterruptedException {
        DownloadReport report = downloading
                .downloads()
                .ensure(List.of(wanted(ODD), Downloading.whole()), odd(Mode.MISSING), DownloadListener.none());

        assertEquals(
                Result.DOWNLOADED,
                report.models().get(1).result(),
                report.models().get(1).reason());
        Outcome outcome = report.models().get(0);
        assertEquals(Result.FAILED, outcome.result());
        assertEquals(1, outcome.reason().lines().count(), outcome.reason());
        assertFalse(outcome.reason().contains("Exception"), outcome.reason());
        return outcome;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://[bad", "file:///etc/passwd", "http://127.0.0.1:99999/x", "gopher://x/", "http:///x"})
    void aNextPageThatIsNoneOfTheWebIsNotOpened(String next) throws Exception {
        link = next;

        assertTrue(oddBesideGood().reason().contains("leads to '" + next), next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[bad", "file:///etc/passwd", "http://127.0.0.1:99999/x", "http://joe:s3cret@/x"})
    void aRedirectThatIsNoneOfTheWebIsNotFollowed(String target) throws Exception {
        siblings = FILE.formatted("7", "1".repeat(40));
        location = target;

        String reason = oddBesideGood().reason();

        assertTrue(reason.contains("leads to '" + target.replace("joe:s3cret", "***")), reason);
    }

    @Test
    void lengthsThatCannotBeAreNotAddedUp() throws Exception {
        String large = FILE.formatted("9000000000000000000", "1".repeat(40));
        siblings = large + "," + large.replace("\"a\"", "\"b\"");

        String reason = oddBesideGood().reason();

        assertEquals("the hub lists more bytes than there can be, with 'a' of 9000000000000000000", reason);
    }

    @Test
    void manyLengthsThatCanBeAreNotAddedUpBeyondWhatCanBe() throws Exception {
        String large = FILE.formatted("9007199254740992", "1".repeat(40));
        siblings = large + "," + large.replace("\"a\"", "\"b\"");

        String reason = oddBesideGood().reason();

        assertTrue(reason.startsWith("the hub lists more bytes than there can be, with 'b'"), reason);
    }

    @Test
    void whatNobodyThoughtOfCostsOneModel() throws Exception {
        hub.put(ODD, FakeHub.COMMIT, Downloading.files());
        AtomicInteger calls = new AtomicInteger();
        // Two looks for room, then the first model.
        ModelStore failing = (ModelStore) Proxy.newProxyInstance(
                ModelStore.class.getClassLoader(), new Class<?>[] {ModelStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("elsewhere") && calls.incrementAndGet() <= 3) {
                        throw new IllegalStateException("a bug\nof two lines");
                    }
                    try {
                        return method.invoke(downloading.store, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                });

        DownloadReport report = downloading
                .downloads(failing)
                .ensure(List.of(wanted(ODD), Downloading.whole()), DownloadOptions.defaults(), DownloadListener.none());

        assertEquals(
                "unexpected failure (IllegalStateException: a bug of two lines); please report it with the log",
                report.models().get(0).reason());
        assertEquals(Result.DOWNLOADED, report.models().get(1).result());
    }

    private List<String> saidOfRepeatedSecrets() throws InterruptedException {
        repeats = true;
        List<String> said = new CopyOnWriteArrayList<>();
        downloading.environment.put("HF_ENDPOINT", address());
        DownloadReport report = downloading
                .downloads()
                .ensure(List.of(wanted(ODD)), DownloadOptions.defaults(), new DownloadListener() {
                    @Override
                    public void retrying(String what, String reason, Duration wait) {
                        said.add(reason);
                    }
                });
        said.add(report.models().get(0).reason());
        downloading
                .downloads()
                .upgrades(List.of(wanted(ODD)), DownloadOptions.defaults())
                .forEach(upgrade -> said.add(upgrade.problem()));
        assertTrue(said.size() > 2, said::toString);
        return said;
    }

    @Test
    void aTokenThatAServerRepeatsIsNotSaid() throws Exception {
        downloading.environment.put("HF_TOKEN", "hf_secret");

        for (String text : saidOfRepeatedSecrets()) {
            assertTrue(text.contains("who is 'Bearer ***'?"), text);
        }
    }

    @Test
    void aTokenForAJobThatAServerRepeatsIsNotSaid() throws Exception {
        downloading.environment.put("HF_OIDC_RESOURCE", "odd/model");
        downloading.environment.put("HF_OIDC_ID_TOKEN", "a.b.c");

        for (String text : saidOfRepeatedSecrets()) {
            assertTrue(text.contains("who is 'Bearer ***'?"), text);
        }
    }
}
