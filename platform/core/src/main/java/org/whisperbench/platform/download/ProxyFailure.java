package org.whisperbench.platform.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what a proxy on the way has to do with a failure, which else would seem to be the server's.
 *
 * @param way the way that was taken
 */
record ProxyFailure(ProxyChoice way) {

    private static final int WHO_ASKS = 407;
    private static final Pattern TUNNEL = Pattern.compile("Unable to tunnel through proxy.*?(\\d{3})[^\"]*\"?");
    private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

    /** The failure, or one that names the proxy. */
    IOException explained(IOException failure) {
        if (way.isDirect()) {
            return failure;
        }
        if (way.isSocks()) {
            return failure instanceof SocketException || failure instanceof UnknownHostException
                    ? ofSocks(failure)
                    : failure;
        }
        if (failure instanceof ConnectException || failure instanceof UnknownHostException) {
            return unreachable("HTTPS_PROXY or HTTP_PROXY", failure);
        }
        Matcher tunnel = TUNNEL.matcher(String.valueOf(failure.getMessage()));
        return tunnel.find() ? refused(Integer.parseInt(tunnel.group(1)), failure) : failure;
    }

    private IOException unreachable(String variable, IOException failure) {
        return new IOException(
                "the proxy '%s' cannot be reached (%s); correct %s"
                        .formatted(way.display(), failure.getMessage(), variable),
                failure);
    }

    /** What Java says of such a proxy itself begins with its kind; the rest is of the way to it. */
    private IOException ofSocks(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (!message.startsWith("SOCKS")) {
            return unreachable("ALL_PROXY", failure);
        }
        return message.contains("authentication")
                ? new Backoff.Final(
                        "the SOCKS proxy '%s' wants a user and a password, %s"
                                .formatted(way.display(), ProxyChoice.NO_PASSWORDS),
                        failure)
                : new IOException(
                        "the SOCKS proxy '%s' does not connect to the server (%s)".formatted(way.display(), message),
                        failure);
    }

    /** What a status of the proxy itself means; a server that is too busy may answer the next time. */
    private IOException refused(int status, IOException failure) {
        if (status == WHO_ASKS) {
            return unknown(failure);
        }
        String sentence = "the proxy '%s' does not connect to the server (%d)".formatted(way.display(), status);
        return status / 100 == 5 ? new IOException(sentence, failure) : new Backoff.Final(sentence, failure);
    }

    /** The proxy wants to know who asks, or does not know this user. */
    Backoff.Final unknown(IOException failure) {
        String sentence = way.credentials().isEmpty()
                ? "the proxy '%s' wants a user and a password; set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT"
                : "the proxy '%s' refuses the user and password of HTTPS_PROXY or HTTP_PROXY";
        return new Backoff.Final(sentence.formatted(way.display()) + silence(), failure);
    }

    /** Java itself may keep a password back, unless the property is empty when the first connection is opened. */
    private String silence() {
        String disabled = System.getProperty(DISABLED, "Basic").toLowerCase(Locale.ROOT);
        return !way.credentials().isEmpty() && disabled.contains("basic")
                ? "; Java does not give it to a proxy for https unless it is started with '-D%s='".formatted(DISABLED)
                : "";
    }
}
