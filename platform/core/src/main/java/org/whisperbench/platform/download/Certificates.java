package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.HubCache;

/**
 * Which servers are believed: those with a certificate that Java trusts, or one of the file, or of the files of the folder,
 * that {@code SSL_CERT_FILE}, {@code REQUESTS_CA_BUNDLE} or {@code CURL_CA_BUNDLE} names, as Python has it. A certificate
 * that is not trusted is named in the failure.
 */
final class Certificates implements X509TrustManager {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final List<String> VARIABLES = List.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE");

    private final X509TrustManager trust;

    private Certificates(X509TrustManager trust) {
        this.trust = trust;
    }

    /**
     * Reads the certificates when they are asked for the first time: who needs no secure connection needs no certificates.
     *
     * @param environment environment variables
     * @return the factory; asking fails with a {@link WhisperException} that names the variable
     */
    static Supplier<SSLSocketFactory> whenAsked(Map<String, String> environment) {
        return new Supplier<>() {
            private @Nullable SSLSocketFactory factory;

            @Override
            public synchronized SSLSocketFactory get() {
                SSLSocketFactory known = factory;
                if (known == null) {
                    known = socketFactory(environment);
                    factory = known;
                }
                return known;
            }
        };
    }

    private static SSLSocketFactory socketFactory(Map<String, String> environment) {
        String variable = VARIABLES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isEmpty())
                .findFirst()
                .orElse("");
        String file = environment.getOrDefault(variable, "");
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(file.isEmpty() ? null : read(Path.of(file)));
            X509TrustManager trust = (X509TrustManager) factory.getTrustManagers()[0];
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Certificates(trust)}, null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException | InvalidPathException e) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "the certificates in '%s' cannot be read (%s); correct %s".formatted(file, reason(e), variable),
                    e);
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return failure instanceof IOException file ? Failures.reason(file) : String.valueOf(failure.getMessage());
    }

    private static KeyStore read(Path place) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        boolean folder = Files.isDirectory(place);
        for (Path file : folder ? HubCache.children(place) : List.of(place)) {
            try {
                for (Certificate certificate : certificates(file)) {
                    store.setCertificateEntry("certificate-" + store.size(), certificate);
                }
            } catch (IOException | CertificateException e) {
                if (!folder) {
                    throw e;
                }
                LOG.debug("'{}' holds no certificate that can be read: {}", file, e.getMessage());
            }
        }
        if (store.size() == 0) {
            throw new CertificateException("it has none");
        }
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
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
