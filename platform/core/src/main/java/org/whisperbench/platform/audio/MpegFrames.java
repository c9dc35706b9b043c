package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The frames of one of the files that were joined to an MPEG audio file, and nothing else, one after another. JLayer
 * looks for the next frame itself where one is damaged, passes over what is of another rate or number of channels, and
 * says nothing of either.
 */
final class MpegFrames extends InputStream {

    /** Bytes that are lost before a frame, which is counted from 0. */
    private record Loss(long frame, long bytes) {}

    private final SourceFile source;
    private final MpegSearch search;
    private final MpegFrame kind;
    private final long start;
    private final long limit;
    private final boolean counted;
    private final Deque<Loss> losses = new ArrayDeque<>();
    private final ByteBuffer frame = ByteBuffer.allocate(MpegFrame.MOST_BYTES).limit(0);
    private long at;
    private long lostBytes;
    private long frames;
    private long frameBytes;
    private boolean over;
    private boolean cutShort;

    MpegFrames(SourceFile source, MpegHead head) throws InterruptedException {
        this.source = source;
        search = new MpegSearch(source);
        start = head.start();
        at = start;
        counted = head.end() != Long.MAX_VALUE;
        limit = Math.min(head.end(), source.sizeBytes());
        kind = search.frame(start);
    }

    /** How many samples of each channel a frame has. */
    int samples() {
        return kind.samples();
    }

    /**
     * Returns how many frames were where bytes were passed over, by the average length of those before.
     *
     * @param frame before which
     * @return 0 if less than half a frame was, -1 if nothing was
     */
    long lostBefore(long frame) {
        long lost = 0;
        boolean any = false;
        while (!losses.isEmpty() && losses.getFirst().frame() <= frame) {
            lost += losses.removeFirst().bytes();
            any = true;
        }
        return any ? Math.round((double) lost * frames / frameBytes) : -1;
    }

    /** Whether the file ends inside the last frame. */
    boolean isCutShort() {
        return cutShort;
    }

    /** Whether there is something behind the last frame that may have been frames. */
    boolean isLostBehind() {
        return lostBytes > 0;
    }

    /** Where the first frame of the next of the joined files is, or {@link MpegSearch#NOWHERE}. */
    long next() throws InterruptedException {
        return at > start ? search.next(Tags.behind(source, at)) : MpegSearch.NOWHERE;
    }

    @Override
    public int read() throws IOException {
        return fill() ? frame.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, frame.remaining());
        frame.get(into, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        try {
            while (!frame.hasRemaining() && !over) {
                Interruption.check();
                step();
            }
            return frame.hasRemaining();
        } catch (InterruptedException e) {
            throw Interruption.whileReading(e);
        }
    }

    private void step() throws IOException, InterruptedException {
        if (at >= limit) {
            over = true;
        } else if (belongs(at)) {
            take(search.frame(at));
        } else {
            pass();
        }
    }

    private boolean belongs(long place) throws InterruptedException {
        MpegFrame found = search.frame(place);
        return kind.isFollowedBy(found) && found.bytes() > 0 && (place == start || !search.isFirst(place));
    }

    /** Takes a frame, unless others begin inside it: then bytes of it are missing. */
    private void take(MpegFrame found) throws InterruptedException {
        long end = at + found.bytes();
        boolean whole = end <= source.sizeBytes();
        if (!whole || !isSeam(end)) {
            long other = search.next(at + MpegFrame.HEAD_BYTES);
            if (other != MpegSearch.NOWHERE && other < end) {
                lostBytes += other - at;
                at = other;
                return;
            }
        }
        if (!whole) {
            cutShort = true;
            over = true;
            at = source.sizeBytes();
            return;
        }
        readFrame(found.bytes());
        at = end;
    }

    private void readFrame(int bytes) throws InterruptedException {
        ByteBuffer content = ByteBuffer.allocate(bytes);
        source.read(content, at);
        frame.clear();
        frame.put(content).flip();
        if (lostBytes > 0) {
            losses.addLast(new Loss(frames, lostBytes));
            lostBytes = 0;
        }
        frames++;
        frameBytes += bytes;
    }

    private boolean isSeam(long place) throws InterruptedException {
        return place >= limit || kind.isFollowedBy(search.frame(place)) || search.isTag(place) || search.begins(place);
    }

    /** Goes on behind what is no frame of this file, or ends before another file's first. */
    private void pass() throws IOException, InterruptedException {
        long behind = Tags.behind(source, at);
        long next = search.next(behind);
        if (next == MpegSearch.NOWHERE || next >= limit) {
            boolean harmless = counted || Tags.isPadding(source, at, limit);
            lostBytes += harmless ? 0 : limit - behind;
            at = limit;
            over = true;
        } else if (belongs(next)) {
            lostBytes += next - behind;
            at = next;
        } else {
            lostBytes += Tags.isPadding(source, at, next) ? 0 : next - behind;
            at = next;
            over = true;
        }
    }
}
