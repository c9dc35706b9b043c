package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.download.DownloadReport.Outcome;

/** Servers whose certificates nobody knows, unless told. */
class TlsTest {

    private static final String PASSWORD = "password";

    @TempDir
    Path folder;

    private Downloading downloading;
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=hub.test", "-ext", "san=ip:127.0.0.1", "-validity", "9");
        keytool("-exportcert", "-rfc", "-file", folder.resolve("ca.pem").toString());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context()));
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
        downloading.environment.put("SSL_CERT_FILE", folder.resolve("ca.pem").toString());

        Outcome outcome = downloading.ensure();

        assertTrue(outcome.reason().contains("redirects to http, which is not followed"), outcome.reason());
        assertEquals(List.of(), downloading.hub.requests());
    }

    private void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("-alias", "hub", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve("keys.p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
