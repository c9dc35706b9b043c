package org.whisperbench.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks the proxy of its environment for a host, as curl or Python would, and waits for the answer. */
final class AskingProgram {

    private AskingProgram() {}

    public static void main(String[] arguments) throws IOException {
        URI proxy = URI.create(System.getenv().getOrDefault("https_proxy", "http://127.0.0.1:9"));
        try (Socket socket = new Socket(proxy.getHost(), proxy.getPort());
                OutputStream out = socket.getOutputStream()) {
            out.write(("CONNECT " + arguments[0] + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.getInputStream().readAllBytes();
        }
    }
}
