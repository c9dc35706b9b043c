package org.whisperbench.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy on the loopback interface that tunnels (RFC 9110, section 9.3.6) for one user, who has to give name and password
 * by the scheme Basic. Whatever host is asked for, the tunnel leads to that port of this machine, so servers in tests may
 * have names that nobody else can resolve.
 *
 * <p>Any number of threads may use an instance.
 */
public final class TunnelProxy implements AutoCloseable {

    private static final String REFUSAL = "407 Proxy Authentication Required";

    private final ServerSocket server;
    private final String authorization;
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test: proxy");
        thread.setDaemon(true);
        return thread;
    });

    private TunnelProxy(ServerSocket server, String credentials) {
        this.server = server;
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Starts one on a free port.
     *
     * @param credentials {@code USER:PASSWORD} of the one user
     * @return a proxy that has served nobody yet
     * @throws IOException if there is no port
     */
    public static TunnelProxy start(String credentials) throws IOException {
        TunnelProxy proxy = new TunnelProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), credentials);
        proxy.threads.execute(proxy::serve);
        return proxy;
    }

    /**
     * Returns where it is.
     *
     * @return an URL without credentials
     */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /**
     * Returns what was asked for and how it was answered.
     *
     * @return such as {@code hub.test:443 200} or {@code hub.test:443 407}, in their order
     */
    public List<String> answers() {
        return List.copyOf(answers);
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // Closed: that is how this ends.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = client.getInputStream();
            String[] request = line(in).split(" ", -1);
            boolean known = isKnown(in);
            answers.add(request[request.length == 3 ? 1 : 0] + (known ? " 200" : " 407"));
            if (known && request[0].equals("CONNECT")) {
                tunnel(client, Integer.parseInt(request[1].replaceFirst(".*:", "")));
            } else {
                say(client, REFUSAL + "\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0");
            }
        } catch (IOException e) {
            // A client that went away; it notices itself what it has not got.
        }
    }

    private boolean isKnown(InputStream head) throws IOException {
        boolean known = false;
        for (String line = line(head); !line.isEmpty(); line = line(head)) {
            String name = line.replaceFirst(":.*", "").toLowerCase(Locale.ROOT);
            known |= name.equals("proxy-authorization") && line.endsWith(" " + authorization);
        }
        return known;
    }

    /** A line and not one byte more, since what follows the head belongs to the server. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void say(Socket client, String answer) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void tunnel(Socket client, int port) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
            sockets.add(target);
            say(client, "200 Connection established");
            threads.execute(() -> pass(client, target));
            pass(target, client);
        }
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them went away, which ends the other direction, too.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
