package org.whisperbench.platform.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.sourceforge.jaad.aac.AudioDecoderInfo;
import net.sourceforge.jaad.aac.ChannelConfiguration;
import net.sourceforge.jaad.aac.Decoder;
import net.sourceforge.jaad.aac.Profile;
import net.sourceforge.jaad.aac.SampleFrequency;
import org.jspecify.annotations.Nullable;

/**
 * The frames of bare AAC of one profile, rate and number of channels, one after another. JAAD's own reader of them takes what
 * comes next for another frame, whatever its header says, and tags and zeros, too.
 */
final class AdtsFrames implements AacBlocks.Frames {

    private static final int SEARCHED_BYTES = 1 << 16;

    private final SourceFile source;
    private final SourceWindow window;
    private final AdtsFrame kind;
    private long at;
    private int unreadBlocks;

    private AdtsFrames(SourceFile source, SourceWindow window, AdtsFrame kind, long at) {
        this.source = source;
        this.window = window;
        this.kind = kind;
        this.at = at;
    }

    /**
     * Finds the first frame: one that another follows where it ends. What is before it counts as lost.
     *
     * @throws EOFException if there is none in the first 64 KiB
     */
    static AdtsFrames find(SourceFile source, long start) throws EOFException, InterruptedException {
        SourceWindow window = new SourceWindow(source);
        long limit = Math.min(source.sizeBytes(), start + SEARCHED_BYTES);
        long first = next(source, window, start, limit);
        if (first == limit) {
            throw new EOFException("no frame of AAC");
        }
        return new AdtsFrames(source, window, frame(window, first), start);
    }

    @Override
    public Decoder decoder() throws IOException {
        return Decoder.create(new Tables(kind));
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        if (unreadBlocks > 0) {
            unreadBlocks--;
            throw new IOException("a frame has several blocks, of which the first is decoded");
        }
        try {
            if (!belongs() && !begins(source, window, at)) {
                pass();
            }
            return belongs() ? take(frame(window, at)) : null;
        } catch (InterruptedException e) {
            throw Interruption.whileReading(e);
        }
    }

    @Override
    public @Nullable AdtsFrames following() throws InterruptedException {
        return begins(source, window, at) ? new AdtsFrames(source, window, frame(window, at), at) : null;
    }

    private boolean belongs() throws InterruptedException {
        return kind.isFollowedBy(frame(window, at));
    }

    /** Goes on behind what is no frame of any stream. */
    private void pass() throws IOException, InterruptedException {
        long from = at;
        at = next(source, window, Tags.behind(source, from), source.sizeBytes());
        if (!Tags.isPadding(source, from, at)) {
            throw new IOException("between frames bytes are lost");
        }
    }

    /** Takes a frame, unless others begin inside it: then bytes of it are missing. */
    private byte[] take(AdtsFrame frame) throws IOException, InterruptedException {
        long end = at + frame.bytes();
        long limit = Math.min(end, source.sizeBytes());
        if (end > limit || !isSeam(end)) {
            long other = next(source, window, at + AdtsFrame.HEAD_BYTES, limit);
            if (other < limit || end > limit) {
                at = other;
                throw new EOFException("a frame ends too early");
            }
        }
        ByteBuffer content = ByteBuffer.allocate(frame.bytes() - frame.headBytes());
        source.read(content, at + frame.headBytes());
        at = end;
        unreadBlocks = frame.blocks() - 1;
        return content.array();
    }

    private boolean isSeam(long place) throws InterruptedException {
        return place == source.sizeBytes()
                || window.isTag(place)
                || frame(window, place).isValid();
    }

    private static AdtsFrame frame(SourceWindow window, long at) throws InterruptedException {
        return new AdtsFrame(window.word(at), window.word(at + AdtsFrame.LAST_AT));
    }

    /** The first place from here on where frames are, or the limit. */
    private static long next(SourceFile source, SourceWindow window, long from, long limit)
            throws InterruptedException {
        for (long place = from; place < limit; place++) {
            if ((place & (SEARCHED_BYTES - 1)) == 0) {
                Interruption.check();
            }
            if (begins(source, window, place)) {
                return place;
            }
        }
        return limit;
    }

    /** Whether two frames of one stream are here; the end of the file or a tag may come before the second. */
    private static boolean begins(SourceFile source, SourceWindow window, long place) throws InterruptedException {
        AdtsFrame first = frame(window, place);
        long end = place + first.bytes();
        return first.isValid()
                && (end == source.sizeBytes() || window.isTag(end) || first.isFollowedBy(frame(window, end)));
    }

    /** What JAAD wants to know of a stream. */
    private record Tables(AdtsFrame kind) implements AudioDecoderInfo {

        @Override
        public Profile getProfile() {
            return Profile.forInt(kind.profile());
        }

        @Override
        public SampleFrequency getSampleFrequency() {
            return SampleFrequency.forInt(kind.rateIndex());
        }

        @Override
        public ChannelConfiguration getChannelConfiguration() {
            return ChannelConfiguration.forInt(kind.channels());
        }
    }
}
