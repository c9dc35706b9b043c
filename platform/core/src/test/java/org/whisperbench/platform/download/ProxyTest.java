package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.TestCertificate;
import org.whisperbench.testkit.TunnelProxy;

/**
 * A hub with secure connections behind a proxy that wants to know who asks. Java decides when its first connection is opened
 * whether it gives passwords to such proxies, so what succeeds runs in processes of its own, started as the launcher does.
 */
class ProxyTest {

    private static final String GIVE = "-Djdk.http.auth.tunneling.disabledSchemes=";

    @TempDir
    static Path keys;

    private static TestCertificate certificate;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Downloading downloading;
    private FakeHub hub;
    private TunnelProxy proxy;

    @BeforeAll
    static void certify() throws IOException, InterruptedException {
        certificate = TestCertificate.in(keys);
    }

    @BeforeEach
    void start() throws Exception {
        hub = FakeHub.startSecure(certificate.context());
        hub.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
        proxy = TunnelProxy.start("me:p@ss");
        downloading = new Downloading(folder);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HF_ENDPOINT", hub.endpoint().toString());
        environment.put("SSL_CERT_FILE", certificate.authority().toString());
        environment.put("HTTPS_PROXY", proxyFor("me:p%40ss@"));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        hub.close();
        downloading.close();
    }

    private String proxyFor(String credentials) {
        return "http://" + credentials + "127.0.0.1:" + proxy.address().getPort();
    }

    private String said(Process process, int code) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(code, process.waitFor(), said);
        return said;
    }

    private String reason() throws InterruptedException {
        downloading.environment.clear();
        downloading.environment.putAll(environment);
        Outcome outcome = downloading.ensure();
        assertEquals(DownloadReport.Result.FAILED, outcome.result());
        assertEquals(List.of(), downloading.waits, "it is not tried again");
        return outcome.reason();
    }

    @Test
    void thePasswordGoesToTheProxyAndTheTokenToTheHub() throws Exception {
        environment.put("HF_TOKEN", "hf_secret");

        said(DownloadProcess.start(downloading.cache, environment, GIVE), 0);

        assertEquals("PRESENT", downloading.status());
        List<String> tunnels = proxy.answers().stream()
                .filter(a -> a.endsWith(" 200"))
                .distinct()
                .toList();
        URI endpoint = hub.endpoint();
        assertTrue(tunnels.contains(endpoint.getHost() + ":" + endpoint.getPort() + " 200"), tunnels::toString);
        assertTrue(tunnels.stream().anyMatch(t -> t.startsWith("cdn.test:")), tunnels::toString);
        assertTrue(hub.requests().stream()
                .allMatch(r -> r.authorization().equals(r.server().equals("hub") ? "Bearer hf_secret" : "")));
    }

    @Test
    void aWrongPasswordIsSaidAndNotTriedAgainAndAgain() throws Exception {
        environment.put("HTTPS_PROXY", proxyFor("me:wrong@"));

        String said = said(DownloadProcess.start(downloading.cache, environment, GIVE), 1);

        assertEquals(
                "the proxy '127.0.0.1:%d' refuses the user and password of HTTPS_PROXY or HTTP_PROXY"
                        .formatted(proxy.address().getPort()),
                said.strip());
        assertTrue(proxy.answers().size() <= 2, proxy.answers()::toString);
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void aJavaThatKeepsThePasswordBackIsNamed() throws Exception {
        String said = said(DownloadProcess.start(downloading.cache, environment), 1);

        assertTrue(said.contains("unless it is started with '" + GIVE + "'"), said);
        assertFalse(said.contains("p@ss"), said);
    }

    @Test
    void withoutAPasswordThatIsSaid() throws Exception {
        environment.put("HTTPS_PROXY", proxyFor(""));

        String reason = reason();

        assertTrue(
                reason.endsWith("wants a user and a password; set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT"),
                reason);
    }

    @Test
    void aProxyThatSeesTheRequestItselfIsNamedInTheSameWay() throws Exception {
        environment.put("HF_ENDPOINT", "http://hub.test");
        environment.put("HTTP_PROXY", proxyFor("me:wrong@"));

        String reason = reason();

        assertTrue(reason.contains("refuses the user and password"), reason);
    }

    @Test
    void aProxyThatIsNotThereIsNamedAndNotTheServer() throws Exception {
        environment.put("HTTPS_PROXY", "http://127.0.0.1:1");
        downloading.environment.clear();
        downloading.environment.putAll(environment);

        String reason = downloading.ensure().reason();

        assertTrue(reason.startsWith("the proxy '127.0.0.1:1' cannot be reached"), reason);
    }

    @Test
    void aSocksProxyThatIsNotThereIsNamedAndNotTheServer() throws Exception {
        environment.remove("HTTPS_PROXY");
        environment.put("ALL_PROXY", "socks5://127.0.0.1:1");
        downloading.environment.clear();
        downloading.environment.putAll(environment);

        String reason = downloading.ensure().reason();

        assertTrue(reason.startsWith("the proxy '127.0.0.1:1' cannot be reached"), reason);
        assertTrue(reason.endsWith("; correct ALL_PROXY"), reason);
    }

    /** It answers, as RFC 1928 and 1929 have it, that it wants a user and a password, and that it does not know this one. */
    @Test
    void aSocksProxyThatWantsAPasswordIsSaidAndNotAskedAgain() throws Exception {
        try (ServerSocket socks = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Void> served = new FutureTask<>(() -> refuse(socks), null);
            Thread server = new Thread(served);
            server.start();
            environment.remove("HTTPS_PROXY");
            environment.put("ALL_PROXY", "socks5://127.0.0.1:" + socks.getLocalPort());

            String reason = reason();

            served.get();
            assertTrue(
                    reason.startsWith("the SOCKS proxy '127.0.0.1:%d' wants a user and a password, which"
                            .formatted(socks.getLocalPort())),
                    reason);
        }
        assertEquals(List.of(), hub.requests());
    }

    private static void refuse(ServerSocket socks) {
        try (Socket asking = socks.accept()) {
            InputStream in = asking.getInputStream();
            in.readNBytes(1);
            in.readNBytes(in.read());
            asking.getOutputStream().write(new byte[] {5, 2});
            in.readNBytes(1);
            in.readNBytes(in.read());
            in.readNBytes(in.read());
            asking.getOutputStream().write(new byte[] {1, 1});
            in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
