package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.testkit.TestCertificate;

/** Servers whose certificates nobody knows, unless told. */
class TlsTest {

    @TempDir
    static Path keys;

    private static TestCertificate certificate;

    @TempDir
    Path folder;

    private Downloading downloading;
    private HttpsServer server;

    @BeforeAll
    static void certify() throws IOException, InterruptedException {
        certificate = TestCertificate.in(keys);
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        downloading = new Downloading(folder);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", downloading.hub.endpoint() + "/api");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        downloading.environment.put(
                "HF_ENDPOINT", "https://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        downloading.close();
    }

    @Test
    void aCertificateThatIsNotTrustedIsNamedAndNotTriedAgain() throws Exception {
        Outcome outcome = downloading.ensure();

        assertTrue(
                outcome.reason().startsWith("its certificate for 'CN=hub.test', issued by 'CN=hub.test', valid until"),
                outcome.reason());
        assertTrue(outcome.reason().contains("set SSL_CERT_FILE"), outcome.reason());
        assertEquals(List.of(), downloading.waits);
    }

    @Test
    void aCertificateOfTheUsersIsTrustedAndNothingIsFollowedFromHttpsToHttp() throws Exception {
        downloading.environment.put("SSL_CERT_FILE", certificate.authority().toString());

        Outcome outcome = downloading.ensure();

        assertTrue(outcome.reason().contains("redirects to http, which is not followed"), outcome.reason());
        assertEquals(List.of(), downloading.hub.requests());
    }
}
