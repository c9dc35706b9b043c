package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.zip.GZIPInputStream;

/** What a server answers. Its connection serves the next question if the answer was finished, and is cut if not. */
final class Reply implements AutoCloseable {

    private final HttpURLConnection connection;
    private final URI uri;
    private final int status;
    private final Runnable whenClosed;
    private boolean finished;

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

    /** Says that nothing more of the body is of use and that there is hardly more of it. */
    void finish() {
        finished = true;
    }

    @Override
    public void close() {
        try {
            if (finished) {
                connection.getInputStream().close();
            } else {
                connection.disconnect();
            }
        } catch (IOException e) {
            connection.disconnect();
        } finally {
            whenClosed.run();
        }
    }
}
