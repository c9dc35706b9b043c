package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * Fetches one file of a web server over one connection. What an earlier process left is continued if the server's entity
 * tag is still the same.
 */
final class WebFetch {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final ModelSource.Web source;
    private final Path partial;
    private final Path tag;
    private final Http http;
    private final FetchContext context;
    private final AtomicLong fetched = new AtomicLong();

    WebFetch(ModelSource.Web source, Path partial, Http http, FetchContext context) {
        this.source = source;
        this.partial = partial;
        this.tag = partial.resolveSibling(partial.getFileName() + ".etag");
        this.http = http;
        this.context = context;
    }

    /** How long the file is, or -1 if the server does not say. */
    long size() throws IOException, InterruptedException {
        return context.backoff().repeat(source.url(), () -> {
            try (Reply reply = http.get(URI.create(source.url()), "")) {
                return length(reply);
            }
        });
    }

    /** Fetches it; returns how many bytes came over the network. */
    long run() throws IOException, InterruptedException {
        for (int wrong = 0; ; wrong++) {
            transfer();
            ContentHash actual = ContentHash.of(partial, ContentHash.Algorithm.SHA256);
            if (source.sha256().isEmpty() || actual.hex().equals(source.sha256())) {
                Files.deleteIfExists(tag);
                return fetched.get();
            }
            discard();
            if (wrong > 0) {
                throw new Backoff.Final("'%s' %s, twice; the server or something in between damages it"
                        .formatted(
                                source.url(),
                                ContentHash.sha256(source.sha256()).difference(actual)));
            }
        }
    }

    void discard() throws IOException {
        Files.deleteIfExists(partial);
        Files.deleteIfExists(tag);
    }

    private void transfer() throws IOException, InterruptedException {
        int failures = 0;
        while (true) {
            long before = there();
            try {
                attempt(before);
                return;
            } catch (IOException e) {
                boolean bogus = e instanceof Refused refused && refused.status() == RANGE_NOT_SATISFIABLE;
                if (bogus && before > 0) {
                    discard();
                    continue;
                }
                failures = context.backoff().after(source.url(), e, there() > before ? 0 : failures);
            }
        }
    }

    private long there() throws IOException {
        return Files.isRegularFile(partial) && Files.isRegularFile(tag) ? Files.size(partial) : 0;
    }

    private void attempt(long from) throws IOException, InterruptedException {
        try (Reply reply = http.get(URI.create(source.url()), from == 0 ? "" : "bytes=" + from + "-")) {
            if (reply.isWebPage()) {
                throw new Backoff.Final("'%s' sends a web page; a login page or a proxy may stand in between"
                        .formatted(reply.uri().getHost()));
            }
            Matcher range = RANGE.matcher(reply.header("Content-Range"));
            boolean continues = reply.status() == 206 && range.matches() && isRest(reply, range, from);
            if (reply.status() == 206 && !continues) {
                discard();
                throw new IOException("the server has another file than before");
            }
            begin(continues, reply.header("ETag"));
            long total = continues ? Long.parseLong(range.group(2)) : length(reply);
            copy(reply.body(), continues ? from : 0, total);
        }
    }

    private boolean isRest(Reply reply, Matcher range, long from) throws IOException {
        return from > 0
                && Long.parseLong(range.group(1)) == from
                && reply.header("ETag").equals(Files.readString(tag));
    }

    /** What the server says how long its answer is, or -1. */
    static long length(Reply reply) {
        String length = reply.header("Content-Length");
        return reply.isCompressed() || !length.matches("\\d{1,18}") ? -1 : Long.parseLong(length);
    }

    /** Without a strong entity tag nobody can tell later whether the rest belongs to the beginning. */
    private void begin(boolean continues, String etag) throws IOException {
        if (!continues) {
            discard();
            if (!etag.isEmpty() && !etag.startsWith("W/")) {
                WholeFile.write(tag, etag.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void copy(InputStream body, long from, long total) throws IOException, InterruptedException {
        DiskSpace.require(partial, Math.max(0, total - from));
        long there = from;
        byte[] block = new byte[BLOCK_BYTES];
        FlowWatch watch = context.watch();
        try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(from).position(from);
            for (int n = body.read(block); n >= 0; n = body.read(block)) {
                ByteBuffer bytes = ByteBuffer.wrap(block, 0, n);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                there += n;
                fetched.addAndGet(n);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while fetching '" + source.url() + "'");
                }
                context.limit().passed(n);
                context.deadline().check();
                watch.passed(n);
                context.listener().advanced(source.fileName(), there, Math.max(total, there));
            }
        }
        if (total >= 0 && there != total) {
            throw new IOException("the connection broke after %d of %d bytes".formatted(there, total));
        }
    }
}
