package org.whisperbench.testkit;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;

/**
 * A server on the loopback interface.
 *
 * @param server the server
 * @param origin scheme and host by which it is called
 */
record HubServer(HttpServer server, String origin) {

    static HubServer plain(String host) throws IOException {
        return new HubServer(HttpServer.create(anywhere(), 0), "http://" + host);
    }

    static HubServer secure(String host, SSLContext certificate) throws IOException {
        HttpsServer server = HttpsServer.create(anywhere(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate));
        return new HubServer(server, "https://" + host);
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    void start(HttpHandler handler, Executor threads) {
        server.createContext("/", handler);
        server.setExecutor(threads);
        server.start();
    }

    void stop() {
        server.stop(0);
    }

    URI address() {
        return URI.create(origin + ":" + server.getAddress().getPort());
    }
}
