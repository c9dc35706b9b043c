package org.whisperbench.platform.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches one piece of a file after the other over one connection. */
final class PieceStream {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final int BLOCK_BYTES = 1 << 18;
    /** What a killed process may lose of each of its connections, and fetches again. */
    private static final long NOTE_BYTES = 1 << 16;

    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final long PROGRESS_BYTES = 1 << 16;

    private final FileTask task;
    private final PartialFile partial;
    private final FetchContext context;
    private final boolean plain;
    private final AtomicLong fetched;

    PieceStream(FileTask task, PartialFile partial, FetchContext context, boolean plain, AtomicLong fetched) {
        this.task = task;
        this.partial = partial;
        this.context = context;
        this.plain = plain;
        this.fetched = fetched;
    }

    /**
     * Fetches what is missing of a piece.
     *
     * @param piece which
     * @param answered run when the server gave the first part
     * @return false if the server asked for less at once
     */
    boolean fetch(int piece, Runnable answered) throws IOException, InterruptedException {
        Pieces pieces = partial.pieces();
        boolean calm = true;
        int failures = 0;
        while (pieces.done(piece) < pieces.length(piece)) {
            long before = pieces.done(piece);
            try {
                stream(piece, answered);
            } catch (Restart e) {
                throw e;
            } catch (IOException e) {
                calm &= !(e instanceof Refused refused && refused.status() == 429);
                if (e instanceof Refused refused && refused.status() == RANGE_NOT_SATISFIABLE) {
                    throw new Restart(plain, "the server has no byte %d of it".formatted(before));
                }
                boolean progress = pieces.done(piece) - before >= PROGRESS_BYTES;
                failures = context.backoff().after(task.name(), e, progress ? 0 : failures);
                if (plain && pieces.done(piece) > 0) {
                    throw new Restart(true, Failures.reason(e));
                }
            }
        }
        return calm;
    }

    private void stream(int piece, Runnable answered) throws IOException, InterruptedException {
        Pieces pieces = partial.pieces();
        long from = pieces.start(piece) + pieces.done(piece);
        long to = pieces.start(piece) + pieces.length(piece) - 1;
        boolean whole = plain || (from == 0 && to == task.sizeBytes() - 1);
        try (Reply reply = task.source().open(whole ? "" : "bytes=%d-%d".formatted(from, to))) {
            if (whole) {
                requireLength(reply);
            } else {
                requireRange(reply, from, to);
            }
            answered.run();
            try {
                copy(piece, reply.body());
                reply.finish();
            } finally {
                partial.note(piece);
            }
        }
    }

    private void requireLength(Reply reply) throws IOException {
        String length = reply.header("Content-Length");
        boolean known = !length.isEmpty() && !reply.isCompressed();
        if (known && !length.equals(Long.toString(task.sizeBytes()))) {
            String sentence = reply.isWebPage()
                    ? "'%s' sends a web page of %s bytes instead of %d; a login page or a proxy may stand in between"
                    : "'%s' sends %s bytes instead of %d";
            throw new IOException(sentence.formatted(Origin.host(reply.uri()), length, task.sizeBytes()));
        }
    }

    private void requireRange(Reply reply, long from, long to) throws IOException {
        Matcher range = RANGE.matcher(reply.header("Content-Range"));
        if (reply.status() == 200 || reply.isCompressed()) {
            throw new Restart(true, "the server gives whole files only");
        }
        boolean right = range.matches()
                && Long.parseLong(range.group(1)) == from
                && Long.parseLong(range.group(2)) == to
                && (range.group(3).equals("*") || Long.parseLong(range.group(3)) == task.sizeBytes());
        if (!right) {
            throw new IOException("'%s' sends '%s' instead of bytes %d-%d of %d"
                    .formatted(Origin.host(reply.uri()), reply.header("Content-Range"), from, to, task.sizeBytes()));
        }
    }

    private void copy(int piece, InputStream body) throws IOException, InterruptedException {
        Pieces pieces = partial.pieces();
        byte[] block = new byte[(int) Math.min(BLOCK_BYTES, pieces.length(piece))];
        long noted = pieces.done(piece);
        FlowWatch watch = context.watch();
        while (pieces.done(piece) < pieces.length(piece)) {
            int wanted = (int) Math.min(block.length, pieces.length(piece) - pieces.done(piece));
            int n = body.read(block, 0, wanted);
            if (n < 0) {
                throw new IOException("the connection broke after %d of %d bytes"
                        .formatted(pieces.done(piece), pieces.length(piece)));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while fetching '" + task.name() + "'");
            }
            partial.append(piece, ByteBuffer.wrap(block, 0, n));
            fetched.addAndGet(n);
            context.limit().passed(n);
            context.deadline().check();
            watch.passed(n);
            if (pieces.done(piece) - noted >= NOTE_BYTES) {
                noted = pieces.done(piece);
                partial.note(piece);
            }
            context.listener().advanced(task.name(), pieces.total(), task.sizeBytes());
        }
    }
}
