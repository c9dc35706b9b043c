package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private final WebFile file;
    private final Path partial;
    private final Path tag;
    private final FetchContext context;
    private final AtomicLong fetched = new AtomicLong();
    private long offeredBytes = -1;
    private String offeredTag = "";

    WebFetch(WebFile file, Path partial, FetchContext context) {
        this.file = file;
        this.partial = partial;
        this.tag = partial.resolveSibling(partial.getFileName() + ".etag");
        this.context = context;
    }

    /** How long the file is, or -1 if the server does not say. */
    long size() throws IOException, InterruptedException {
        return context.backoff().repeat(file.address(), () -> {
            try (Reply reply = file.source().open("")) {
                offeredBytes = length(reply);
                offeredTag = reply.header("ETag");
                return offeredBytes;
            }
        });
    }

    /** Fetches it into the partial file, which has all of it afterwards; returns its hash. */
    ContentHash run() throws IOException, InterruptedException {
        if (mayBeWhole()) {
            ContentHash there = ContentHash.of(partial, ContentHash.Algorithm.SHA256);
            if (there.hex().equals(file.sha256())) {
                return there;
            }
        }
        while (true) {
            try {
                return fromOne();
            } catch (IOException e) {
                if (!FileFetch.goesOn(e, file.source())) {
                    throw e;
                }
            }
        }
    }

    private ContentHash fromOne() throws IOException, InterruptedException {
        for (int wrong = 0; ; wrong++) {
            transfer();
            ContentHash actual = ContentHash.of(partial, ContentHash.Algorithm.SHA256);
            if (!file.isHashKnown() || actual.hex().equals(file.sha256())) {
                return actual;
            }
            discard();
            if (wrong > 0) {
                throw new Backoff.Damaged("'%s' %s, twice; the server or something in between damages it"
                        .formatted(
                                file.address(),
                                ContentHash.sha256(file.sha256()).difference(actual)));
            }
        }
    }

    /** How many bytes came over the network. */
    long fetchedBytes() {
        return fetched.get();
    }

    /** Forgets by what the rest could have been told from that of another file. */
    void forgetTag() throws IOException {
        Files.deleteIfExists(tag);
    }

    /** An earlier process may have ended after the last byte and before anything was done with it. */
    private boolean mayBeWhole() throws IOException {
        return file.isHashKnown()
                && Files.isRegularFile(partial)
                && (offeredBytes < 0 || Files.size(partial) == offeredBytes);
    }

    private boolean isWhole(long there) throws IOException {
        return there > 0
                && there == offeredBytes
                && Files.readString(tag, StandardCharsets.ISO_8859_1).equals(offeredTag);
    }

    private void discard() throws IOException {
        Files.deleteIfExists(partial);
        Files.deleteIfExists(tag);
    }

    private void transfer() throws IOException, InterruptedException {
        int failures = 0;
        while (true) {
            long before = there();
            if (isWhole(before)) {
                return;
            }
            try {
                attempt(before);
                return;
            } catch (IOException e) {
                boolean bogus = e instanceof Refused refused && refused.status() == RANGE_NOT_SATISFIABLE;
                if (bogus && before > 0) {
                    discard();
                    continue;
                }
                failures = context.backoff().after(file.address(), e, there() > before ? 0 : failures);
            }
        }
    }

    private long there() throws IOException {
        return Files.isRegularFile(partial) && Files.isRegularFile(tag) ? Files.size(partial) : 0;
    }

    private void attempt(long from) throws IOException, InterruptedException {
        try (Reply reply = file.source().open(from == 0 ? "" : "bytes=" + from + "-")) {
            if (reply.isWebPage()) {
                throw new Backoff.Damaged("'%s' sends a web page; a login page or a proxy may stand in between"
                        .formatted(Origin.host(reply.uri())));
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
                && reply.header("ETag").equals(Files.readString(tag, StandardCharsets.ISO_8859_1));
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
                WholeFile.write(tag, etag.getBytes(StandardCharsets.ISO_8859_1));
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
                    throw new InterruptedException("interrupted while fetching '" + file.address() + "'");
                }
                context.limit().passed(n);
                context.deadline().check();
                watch.passed(n);
                context.listener().advanced(file.name(), there, Math.max(total, there));
            }
        }
        if (total >= 0 && there != total) {
            throw new IOException("the connection broke after %d of %d bytes".formatted(there, total));
        }
    }
}
