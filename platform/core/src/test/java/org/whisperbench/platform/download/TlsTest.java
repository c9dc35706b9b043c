package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
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

    @ParameterizedTest
    @ValueSource(strings = {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"})
    void aCertificateOfTheUsersIsTrustedAndNothingIsFollowedFromHttpsToHttp(String variable) throws Exception {
        downloading.environment.put(variable, certificate.authority().toString());

        Outcome outcome = downloading.ensure();

        assertTrue(outcome.reason().contains("leads to http, which is not followed"), outcome.reason());
        assertEquals(List.of(), downloading.hub.requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"})
    void ofAFolderEveryCertificateCounts(String variable) throws Exception {
        Path other = Files.createDirectory(folder.resolve("certificates"));
        Files.copy(certificate.authority(), other.resolve("b.pem"));
        Files.writeString(other.resolve("a.txt"), "this is none");
        downloading.environment.put(variable, other.toString());

        Outcome outcome = downloading.ensure();

        assertTrue(outcome.reason().contains("leads to http, which is not followed"), outcome.reason());
    }

    @ParameterizedTest
    @CsvSource({
        "SSL_CERT_FILE, nothing, there is no such file",
        "REQUESTS_CA_BUNDLE, nothing, there is no such file",
        "CURL_CA_BUNDLE, empty, it has none"
    })
    void whatHoldsNoCertificatesIsSaidWithItsVariable(String variable, String name, String problem) throws Exception {
        Path place = folder.resolve(name);
        Files.createDirectory(folder.resolve("empty"));
        downloading.environment.put(variable, place.toString());

        WhisperException refusal = assertThrows(WhisperException.class, downloading::ensure);

        assertEquals(ErrorKind.USER, refusal.kind());
        assertEquals(
                "the certificates in '%s' cannot be read (%s); correct %s".formatted(place, problem, variable),
                refusal.getMessage());
    }

    @Test
    void withoutTheNetworkCertificatesAreNotRead() throws Exception {
        downloading.environment.put("SSL_CERT_FILE", "/nonexistent");
        downloading.environment.put("HF_HUB_OFFLINE", "1");

        assertEquals(Result.OFFLINE, downloading.ensure().result());
    }
}
