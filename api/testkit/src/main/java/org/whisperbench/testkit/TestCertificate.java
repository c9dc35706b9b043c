package org.whisperbench.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of nobody's but a test's, made by the JDK's {@code keytool}, for {@code hub.test}, {@code cdn.test},
 * {@code localhost} and {@code 127.0.0.1}.
 *
 * @param folder where its files are
 */
public record TestCertificate(Path folder) {

    private static final String PASSWORD = "password";

    /**
     * Makes one.
     *
     * @param folder an empty folder for its files
     * @return the certificate
     * @throws IOException if {@code keytool} fails
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public static TestCertificate in(Path folder) throws IOException, InterruptedException {
        TestCertificate certificate = new TestCertificate(folder);
        String names = "san=dns:hub.test,dns:cdn.test,dns:localhost,ip:127.0.0.1";
        certificate.keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=hub.test", "-ext", names, "-validity", "9");
        certificate.keytool(
                "-exportcert", "-rfc", "-file", certificate.authority().toString());
        return certificate;
    }

    /**
     * Returns the file for {@code SSL_CERT_FILE}.
     *
     * @return a certificate in the form PEM
     */
    public Path authority() {
        return folder.resolve("ca.pem");
    }

    /**
     * Returns what a server needs.
     *
     * @return a context with the certificate and its key
     * @throws IOException if the files cannot be read
     * @throws GeneralSecurityException if they hold nothing of use
     */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store())) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private Path store() {
        return folder.resolve("keys.p12");
    }

    private void keytool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        command.addAll(List.of("-alias", "hub", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", store().toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
