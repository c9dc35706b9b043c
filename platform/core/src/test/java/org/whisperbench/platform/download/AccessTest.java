package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadOptions.Pace;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;
import org.whisperbench.testkit.HubRequest;

/** Who asks, by which way, and what is said to whom is refused. */
class AccessTest extends HubDownloads {

    @Test
    void theTokenGoesToTheHubAndToNobodyElse() throws Exception {
        downloading.environment.put("HF_TOKEN", "hf_secret\n");
        hub.gate("hf_secret");

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        for (HubRequest request : hub.requests()) {
            String expected = request.server().equals("hub") ? "Bearer hf_secret" : "";
            assertEquals(expected, request.authorization(), request.path());
        }
        assertTrue(hub.requests().stream().anyMatch(r -> r.server().equals("cdn")));
    }

    @ParameterizedTest
    @CsvSource({
        "'', AUTH_REQUIRED, is gated and no token is set; accept its conditions at",
        "unknown, AUTH_REQUIRED, is gated and the token from HF_TOKEN is not known",
        "no-access, AUTH_REQUIRED, the token from HF_TOKEN has no access to gated repository",
        "bad, AUTH_REQUIRED, the token from HF_TOKEN is not valid; make another at"
    })
    void aGatedRepositorySaysWhatIsMissing(String token, Result result, String sentence) throws Exception {
        hub.gate("right");
        downloading.environment.put("HF_TOKEN", token);

        Outcome outcome = downloading.ensure();

        assertEquals(result, outcome.result());
        assertTrue(outcome.reason().contains(sentence), outcome.reason());
        assertTrue(token.isEmpty() || !outcome.reason().contains("'" + token), outcome.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "owner/none, main, '', AUTH_REQUIRED, 'or it is private; check the name, or set HF_TOKEN'",
        "owner/none, main, '', AUTH_REQUIRED, there is no repository 'owner/none'",
        "owner/none, main, token, FAILED, or the token from HF_TOKEN may not see it",
        "owner/name, v9, '', FAILED, repository 'owner/name' has no revision 'v9'",
        "a/b--c, main, '', FAILED, 'a/b--c' names no repository"
    })
    void whatIsNotThereIsNamed(String id, String revision, String token, Result result, String sentence)
            throws Exception {
        downloading.environment.put("HF_TOKEN", token);

        Outcome outcome = downloading
                .downloads()
                .ensure(
                        List.of(Wanted.repository(id, revision, List.of(), List.of())),
                        DownloadOptions.defaults(),
                        DownloadListener.none())
                .models()
                .get(0);

        assertEquals(result, outcome.result());
        assertTrue(outcome.reason().contains(sentence.replace("''", "'")), outcome.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hf_secret"})
    void userAndPasswordOfAnAddressGoToItsServerAndAreNotShown(String token) throws Exception {
        URI plain = hub.endpoint();
        downloading.environment.put("HF_ENDPOINT", "http://joe:s%40cret@" + plain.getAuthority());
        downloading.environment.put("HF_TOKEN", token);
        String basic = "Basic " + Base64.getEncoder().encodeToString(Downloading.bytes("joe:s@cret"));

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        for (HubRequest request : hub.requests()) {
            assertEquals(request.server().equals("hub") ? basic : "", request.authorization(), request.path());
        }
        assertEquals(plain.toString(), downloading.downloads().access().endpoint());
    }

    @Test
    void userAndPasswordAreInNoMessage() throws Exception {
        downloading.environment.put(
                "HF_ENDPOINT", "http://joe:s%40cret@" + hub.endpoint().getAuthority());
        hub.always(HubFault.LOOP);
        Outcome looped = downloading.ensure();
        hub.always(null);
        hub.gate("other");
        Outcome gated = downloading.ensure();
        WhisperException wrong = assertThrows(
                WhisperException.class,
                () -> downloading.ensure(new DownloadOptions(
                        DownloadOptions.defaults().pace(), "ftp://joe:s@cret@host", "", false, Mode.MISSING)));

        for (String text : List.of(looped.reason(), gated.reason(), String.valueOf(wrong.getMessage()))) {
            assertFalse(text.contains("joe") || text.contains("cret"), text);
        }
        assertTrue(looped.reason().contains("is redirected more than 10 times"), looped.reason());
        assertTrue(String.valueOf(wrong.getMessage()).contains("'ftp://***@host' of --mirror"), wrong.getMessage());
    }

    /** The hub itself plays the proxy, so that no name has to be looked up. */
    @Test
    void aHubMayHaveTheNameOfAContainer() throws Exception {
        downloading.environment.put("HF_ENDPOINT", "http://hub_mirror:8080");
        downloading.environment.put("HTTP_PROXY", hub.endpoint().toString());
        downloading.environment.put("NO_PROXY", "localhost");
        downloading.environment.put("HF_TOKEN", "hf_secret");
        hub.gate("hf_secret");

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertTrue(hub.requests().stream()
                .filter(r -> r.server().equals("hub"))
                .allMatch(r -> r.path().startsWith("http://hub_mirror:8080/")));
    }

    @Test
    void theTokenIsTakenFromOnePlaceInADocumentedOrder() throws Exception {
        assertEquals("none", downloading.downloads().access().token());

        Path home = Files.createDirectories(folder.resolve("home/.cache/huggingface"));
        Files.writeString(home.resolve("token"), " hf_file\n");
        assertEquals(
                "'" + home.resolve("token") + "'",
                downloading.downloads().access().token());

        downloading.environment.put("HUGGING_FACE_HUB_TOKEN", "old");
        assertEquals("HUGGING_FACE_HUB_TOKEN", downloading.downloads().access().token());
        downloading.environment.put("HF_TOKEN", "new");
        assertEquals("HF_TOKEN", downloading.downloads().access().token());
        downloading.environment.put("HF_HUB_DISABLE_IMPLICIT_TOKEN", "yes");
        assertEquals("none", downloading.downloads().access().token());

        Path file = Files.writeString(folder.resolve("t"), "named");
        Token named = Token.of(file.toString(), downloading.environment);
        assertEquals("token from '" + file + "'", named.toString());
        assertEquals("a *** b", named.hiddenIn("a named b"));
        Files.writeString(file, "\n");
        assertThrows(WhisperException.class, () -> Token.of(file.toString(), downloading.environment));
        assertThrows(WhisperException.class, () -> Token.of(folder.resolve("no").toString(), downloading.environment));
    }

    @Test
    void aMirrorGetsNoTokenAndTheNextOneHelpsOut() throws Exception {
        downloading.environment.put("HF_TOKEN", "hf_secret");
        downloading.environment.put("HF_ENDPOINT", "http://hub.invalid");
        try (FakeHub dead = FakeHub.start()) {
            dead.always(HubFault.API_BUSY);
            String mirrors = dead.endpoint() + "/, " + hub.endpoint();
            DownloadOptions options =
                    new DownloadOptions(DownloadOptions.defaults().pace(), mirrors, "", false, Mode.MISSING);

            Outcome outcome = downloading.ensure(options);

            assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
            assertFalse(dead.requests().isEmpty());
        }
        assertTrue(hub.requests().stream().allMatch(r -> r.authorization().isEmpty()));
    }

    @Test
    void aPlanFindsOutThatARepositoryIsGatedWithoutFetchingIt() throws Exception {
        hub.gate("right");

        Outcome refused = downloading.ensure(Mode.DRY_RUN);
        assertEquals(Result.AUTH_REQUIRED, refused.result(), refused.reason());
        assertTrue(refused.reason().contains("is gated and no token is set"), refused.reason());

        downloading.environment.put("HF_TOKEN", "right");
        assertEquals(Result.PLANNED, downloading.ensure(Mode.DRY_RUN).result());
        assertEquals(1, hub.servedBytes());
    }

    @Test
    void aMirrorMayBeForOneRepositoryOrOneOwnerOnly() throws Exception {
        try (FakeHub mirror = FakeHub.start()) {
            mirror.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
            Pace pace = DownloadOptions.defaults().pace();
            for (String ours : List.of(Downloading.ID, "owner/*")) {
                String mirrors = "other/*=http://hub.invalid, " + ours + "=" + mirror.endpoint();
                Outcome planned = downloading.ensure(new DownloadOptions(pace, mirrors, "", false, Mode.DRY_RUN));
                assertEquals(Result.PLANNED, planned.result(), planned.reason());
            }
            assertTrue(
                    hub.requests().stream().allMatch(r -> r.path().startsWith("/api/models/")), "the hub only lists");
            mirror.forget();
            String others = "owner/else=" + mirror.endpoint();
            assertEquals(
                    Result.DOWNLOADED,
                    downloading
                            .ensure(new DownloadOptions(pace, others, "", false, Mode.MISSING))
                            .result());
            assertEquals(List.of(), mirror.requests());
        }
    }

    @Test
    void offlineNothingIsAskedAndTheMissingModelIsNamed() throws Exception {
        for (String name : List.of("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")) {
            downloading.environment.put(name, "true");

            DownloadReport report = downloading
                    .downloads()
                    .ensure(List.of(Downloading.whole()), DownloadOptions.defaults(), DownloadListener.none());

            assertEquals(Result.OFFLINE, report.models().get(0).result());
            assertTrue(report.noneTried());
            assertTrue(report.models().get(0).reason().contains("owner/name@main"));
            downloading.environment.remove(name);
        }
        downloading.environment.put("HF_HUB_OFFLINE", "1");
        assertEquals(
                "the network may not be used",
                downloading
                        .downloads()
                        .upgrades(List.of(Downloading.whole()), DownloadOptions.defaults())
                        .get(0)
                        .problem());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void aProxyIsUsedAndGetsItsOwnCredentials() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        proxy.start();
        downloading.environment.remove("NO_PROXY");
        downloading.environment.put("HF_ENDPOINT", "http://hub.invalid");
        downloading.environment.put(
                "http_proxy", "http://me:p%40ss@127.0.0.1:" + proxy.getAddress().getPort());
        try {
            downloading.ensure();
        } finally {
            proxy.stop(0);
        }

        assertEquals(1, seen.size());
        assertTrue(seen.get(0).startsWith("http://hub.invalid/api/models/owner/name/"), seen::toString);
        assertTrue(seen.get(0).endsWith("Basic bWU6cEBzcw=="), seen::toString);
    }

    @Test
    void anEndpointThatIsNoneIsRefused() {
        downloading.environment.put("HF_ENDPOINT", "huggingface.co");

        WhisperException refusal = assertThrows(WhisperException.class, () -> downloading.ensure());

        assertTrue(refusal.getMessage().contains("'huggingface.co' of HF_ENDPOINT is no URL"), refusal.getMessage());
    }
}
