package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/**
 * Which servers are believed: those with a certificate that Java trusts, or one of the file that {@code SSL_CERT_FILE},
 * {@code REQUESTS_CA_BUNDLE} or {@code CURL_CA_BUNDLE} names, as Python has it. A certificate that is not trusted is
 * named in the failure.
 */
final class Certificates implements X509TrustManager {

    private final X509TrustManager trust;

    private Certificates(X509TrustManager trust) {
        this.trust = trust;
    }

    static SSLSocketFactory socketFactory(Map<String, String> environment) {
        String file = "";
        for (String name : new String[] {"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"}) {
            file = file.isEmpty() ? environment.getOrDefault(name, "") : file;
        }
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(file.isEmpty() ? null : read(Path.of(file)));
            X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Certificates(trust)}, null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "the certificates in '%s' cannot be read (%s); correct SSL_CERT_FILE"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("certificate-" + count, certificate);
                count++;
            }
            if (count == 0) {
                throw new CertificateException("it has none");
            }
        }
        return store;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        try {
            trust.checkServerTrusted(chain, type);
        } catch (CertificateException e) {
            throw new CertificateException(untrusted(chain[0]), e);
        }
    }

    static String untrusted(X509Certificate certificate) {
        return "its certificate for '%s', issued by '%s', valid until %s, is not trusted"
                .formatted(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getIssuerX500Principal().getName(),
                        certificate.getNotAfter().toInstant());
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    /** The sentence about a certificate in a failed handshake, or nothing. */
    static @Nullable String problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    && String.valueOf(cause.getMessage()).contains("certificate")) {
                return cause.getMessage();
            }
        }
        return null;
    }
}
