package org.whisperbench.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.whisperbench.worker.Incoming.Damage;
import org.whisperbench.worker.Incoming.Damaged;
import org.whisperbench.worker.Incoming.Received;
import tools.jackson.core.JacksonException;

/**
 * Reads frames of RFC 7464 (0x1E, JSON, line feed). After whatever is not a frame it goes on at the next 0x1E; it holds
 * at most one frame of the limit's length. One thread uses it.
 */
final class FrameReader {

    static final int LIMIT_BYTES = 16 << 20;
    static final int RECORD_SEPARATOR = 0x1E;
    static final int LINE_FEED = 0x0A;

    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream in;
    private final LineSink outside;
    private final int limitBytes;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int from;
    private int to;
    private ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private boolean inside;
    private boolean tooLong;

    FrameReader(InputStream in, LineSink outside) {
        this(in, outside, LIMIT_BYTES);
    }

    FrameReader(InputStream in, LineSink outside, int limitBytes) {
        this.in = in;
        this.outside = outside;
        this.limitBytes = limitBytes;
    }

    /** Waits for the next frame. Bytes outside of frames go to the sink on the way. */
    Incoming next() throws IOException {
        while (true) {
            if (from == to && !fill()) {
                return atEnd();
            }
            Optional<Incoming> incoming = inside ? collect() : skip();
            if (incoming.isPresent()) {
                return incoming.get();
            }
        }
    }

    private boolean fill() throws IOException {
        from = 0;
        to = Math.max(0, in.read(chunk));
        return to > 0;
    }

    private Incoming atEnd() {
        outside.end();
        int cutBytes = inside ? frame.size() : 0;
        inside = false;
        return new Incoming.End(cutBytes);
    }

    private Optional<Incoming> skip() {
        int at = from;
        while (at < to && chunk[at] != RECORD_SEPARATOR) {
            at++;
        }
        outside.accept(chunk, from, at);
        inside = at < to;
        if (inside) {
            outside.end();
        }
        from = inside ? at + 1 : at;
        return Optional.empty();
    }

    private Optional<Incoming> collect() {
        int at = from;
        while (at < to && chunk[at] != RECORD_SEPARATOR && chunk[at] != LINE_FEED) {
            at++;
        }
        append(at);
        if (at == to) {
            return Optional.empty();
        }
        from = at + 1;
        if (chunk[at] == RECORD_SEPARATOR) {
            return interrupted();
        }
        inside = false;
        return Optional.of(tooLong ? damaged(Damage.TOO_LONG, "") : parse(take()));
    }

    private void append(int end) {
        if (frame.size() + (end - from) > limitBytes) {
            tooLong = true;
        }
        if (!tooLong) {
            frame.write(chunk, from, end - from);
        }
        from = end;
    }

    private Optional<Incoming> interrupted() {
        if (tooLong) {
            return Optional.of(damaged(Damage.TOO_LONG, ""));
        }
        int length = frame.size();
        // Several separators in a row are one: RFC 7464, section 2.1.
        return length == 0 ? Optional.empty() : Optional.of(damaged(Damage.TRUNCATED, length + " bytes"));
    }

    private Incoming damaged(Damage damage, String detail) {
        take();
        return new Damaged(damage, damage == Damage.TOO_LONG ? limitBytes + " bytes" : detail);
    }

    private byte[] take() {
        byte[] bytes = frame.toByteArray();
        if (bytes.length > CHUNK_BYTES) {
            frame = new ByteArrayOutputStream();
        } else {
            frame.reset();
        }
        tooLong = false;
        return bytes;
    }

    private static Incoming parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Message.of(WorkerJson.parse(text))
                    .<Incoming>map(Received::new)
                    .orElseGet(() -> new Damaged(Damage.NOT_A_MESSAGE, bytes.length + " bytes"));
        } catch (CharacterCodingException e) {
            return new Damaged(Damage.NOT_UTF8, bytes.length + " bytes");
        } catch (JacksonException e) {
            return new Damaged(Damage.NOT_JSON, e.getOriginalMessage());
        }
    }
}
