package org.whisperbench.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes bodies of files, whole or in part, sound or not. */
final class HubBodies {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");

    private static final int BLOCK_BYTES = 1 << 16;
    private static final long MILLIS = 1000;
    private static final long TRICKLE_MILLIS = 20;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final AtomicLong served = new AtomicLong();
    private final Semaphore held = new Semaphore(0);
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile int holdPercent = 50;
    private volatile long bytesPerSecond;

    void holdAt(int percent) {
        holdPercent = percent;
    }

    void pace(long limit) {
        bytesPerSecond = limit;
    }

    /** How many bytes of bodies were sent. */
    long served() {
        return served.get();
    }

    void awaitHeld() throws InterruptedException {
        held.acquire();
    }

    void release() {
        release.countDown();
    }

    void send(HttpExchange exchange, HubFile file, @Nullable HubFault fault) throws IOException {
        byte[] content = file.content();
        if (fault == HubFault.CORRUPT) {
            content = content.clone();
            content[content.length / 2] ^= 1;
        }
        if (fault == HubFault.COMPRESSED) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
                gzip.write(content);
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            write(exchange, 200, ByteBuffer.wrap(compressed.toByteArray()), fault);
            return;
        }
        if (fault == HubFault.LONGER) {
            byte[] longer = java.util.Arrays.copyOf(content, content.length + 1);
            write(exchange, 200, ByteBuffer.wrap(longer), fault);
            return;
        }
        Optional<long[]> range = fault == HubFault.WHOLE ? Optional.empty() : range(exchange, content.length);
        if (range.isPresent()) {
            part(exchange, content, range.get(), fault);
        } else {
            write(exchange, 200, ByteBuffer.wrap(content), fault);
        }
    }

    private static Optional<long[]> range(HttpExchange exchange, int length) {
        String header = exchange.getRequestHeaders().getFirst("Range");
        Matcher range = RANGE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return Optional.empty();
        }
        long to = range.group(2).isEmpty() ? length - 1 : Math.min(Long.parseLong(range.group(2)), length - 1);
        return Optional.of(new long[] {Long.parseLong(range.group(1)), to});
    }

    private void part(HttpExchange exchange, byte[] content, long[] range, @Nullable HubFault fault)
            throws IOException {
        if (fault == HubFault.UNSATISFIABLE || range[0] >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        int from = (int) (fault == HubFault.OTHER_PART ? range[0] - 1 : range[0]);
        int length = (int) range[1] - from + 1;
        exchange.getResponseHeaders().set("Content-Range", "bytes %d-%d/%d".formatted(from, range[1], content.length));
        write(exchange, 206, ByteBuffer.wrap(content, from, length), fault);
    }

    private void write(HttpExchange exchange, int status, ByteBuffer content, @Nullable HubFault fault)
            throws IOException {
        int length = content.remaining();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head || length == 0) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        int sent = sent(length, fault);
        // Each block is counted before it is written, the first one before the head: whoever has read may ask at once.
        served.addAndGet(Math.min(BLOCK_BYTES, sent));
        exchange.sendResponseHeaders(status, length);
        OutputStream out = exchange.getResponseBody();
        long start = System.nanoTime();
        for (int at = 0; at < sent; at += BLOCK_BYTES) {
            int block = Math.min(BLOCK_BYTES, sent - at);
            if (at > 0) {
                served.addAndGet(block);
            }
            out.write(content.array(), content.arrayOffset() + content.position() + at, block);
            long pace = bytesPerSecond;
            if (pace > 0) {
                pause((at + block) * MILLIS / pace - (System.nanoTime() - start) / NANOS_PER_MILLI);
            }
        }
        out.flush();
        if (fault == HubFault.HOLD) {
            held.release();
            await();
        }
        if (fault == HubFault.TRICKLE) {
            trickle(out, content.position(content.position() + sent));
        }
    }

    private void trickle(OutputStream out, ByteBuffer rest) throws IOException {
        while (rest.hasRemaining() && release.getCount() > 0) {
            served.incrementAndGet();
            out.write(rest.get());
            out.flush();
            pause(TRICKLE_MILLIS);
        }
    }

    /** A way that takes time, or a connection that is narrow: that is what is imitated, and nobody waits for an event. */
    static void pause(long millis) {
        if (millis > 0) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int sent(int length, @Nullable HubFault fault) {
        if (fault == HubFault.HOLD || fault == HubFault.TRICKLE) {
            return (int) ((long) length * holdPercent / 100);
        }
        return fault == HubFault.CUT ? length / 2 : length;
    }

    private void await() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
