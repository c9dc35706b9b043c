package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy and the certificate of tests, without a client that could hide what they do. */
class TunnelProxyTest {

    private static final String WHO = "Proxy-Authorization: Basic bWU6c2VjcmV0\r\n"; // me:secret

    @TempDir
    Path folder;

    private static List<String> ask(URI proxy, String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.getPort())) {
            socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .toList();
        }
    }

    @Test
    void onlyTheOneUserGetsThrough() throws IOException {
        try (FakeHub hub = FakeHub.start();
                TunnelProxy proxy = TunnelProxy.start("me:secret")) {
            String where = "nowhere.test:" + hub.endpoint().getPort();
            String connect = "CONNECT " + where + " HTTP/1.1\r\n";

            assertEquals(
                    "HTTP/1.1 407 Proxy Authentication Required",
                    ask(proxy.address(), connect).get(0));
            List<String> through =
                    ask(proxy.address(), connect + WHO + "\r\nGET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");

            assertEquals("HTTP/1.1 200 Connection established", through.get(0));
            assertTrue(through.contains("HTTP/1.1 404 Not Found"), through::toString);
            assertEquals(List.of(where + " 407", where + " 200"), proxy.answers());
        }
    }

    @Test
    void aSecureHubHasACertificateForItsNames() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (FakeHub hub = FakeHub.startSecure(certificate.context())) {
            assertEquals("hub.test", hub.endpoint().getHost());
            assertEquals("https", hub.contentServer().getScheme());
        }
        assertTrue(Files.readString(certificate.authority()).startsWith("-----BEGIN CERTIFICATE-----"));
    }
}
