package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.zip.GZIPInputStream;

/** What a server answers. It is closed when its body was read, and aborted when not. */
final class Reply implements AutoCloseable {

    private final HttpURLConnection connection;
    private final URI uri;
    private final int status;
    private final Runnable whenClosed;

    Reply(HttpURLConnection connection, URI uri, Runnable whenClosed) throws IOException {
        this.connection = connection;
        this.uri = uri;
        this.whenClosed = whenClosed;
        this.status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the server does not speak HTTP");
        }
    }

    int status() {
        return status;
    }

    URI uri() {
        return uri;
    }

    /** The value of a header, or an empty text. */
    String header(String name) {
        String value = connection.getHeaderField(name);
        return value == null ? "" : value.strip();
    }

    /** Whether the body is compressed although nobody asked for that: then its length and ranges mean nothing. */
    boolean isCompressed() {
        return header("Content-Encoding").equalsIgnoreCase("gzip");
    }

    boolean isWebPage() {
        return header("Content-Type").startsWith("text/html");
    }

    /** The body, without compression. */
    InputStream body() throws IOException {
        InputStream body = connection.getInputStream();
        return isCompressed() ? new GZIPInputStream(body) : body;
    }

    /** The beginning of the body of a refusal, empty if there is none. */
    byte[] explanation(int longest) throws IOException {
        InputStream body = connection.getErrorStream();
        return body == null ? new byte[0] : body.readNBytes(longest);
    }

    @Override
    public void close() {
        connection.disconnect();
        whenClosed.run();
    }
}
