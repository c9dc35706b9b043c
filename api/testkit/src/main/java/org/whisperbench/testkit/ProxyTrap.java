package org.whisperbench.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy that lets nothing through and remembers what was asked of it. Programs that a backend starts find it in their
 * environment, where curl, Python's libraries and most others look.
 */
final class ProxyTrap implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 2000;

    private final ServerSocket server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private ProxyTrap(ServerSocket server) {
        this.server = server;
    }

    static ProxyTrap open() throws IOException {
        ProxyTrap trap = new ProxyTrap(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(trap::serve, "contract: proxy");
        thread.setDaemon(true);
        thread.start();
        return trap;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                String line = request.readLine();
                asked.add(line == null ? "nothing" : line);
            } catch (IOException e) {
                // Closed, or a client that says nothing: either way there is nothing to note.
            }
        }
    }

    /** Returns the environment that leads here, and nowhere else. */
    Map<String, String> environment() {
        String address = "http://127.0.0.1:" + server.getLocalPort();
        Map<String, String> environment = new TreeMap<>();
        for (String scheme : List.of("http_proxy", "https_proxy", "all_proxy")) {
            environment.put(scheme, address);
            environment.put(scheme.toUpperCase(Locale.ROOT), address);
        }
        environment.put("no_proxy", "localhost,127.0.0.1,::1");
        environment.put("NO_PROXY", "localhost,127.0.0.1,::1");
        return environment;
    }

    /** Returns the first lines of the requests, such as {@code CONNECT huggingface.co:443 HTTP/1.1}. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
