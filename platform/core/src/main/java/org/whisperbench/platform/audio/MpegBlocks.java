package org.whisperbench.platform.audio;

import java.io.IOException;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;
import org.jspecify.annotations.Nullable;

/**
 * MPEG audio of layers I to III by JLayer, without the encoder's delay where the file tells it. Where frames are lost,
 * silence stands for them, so that what follows keeps its time.
 */
final class MpegBlocks implements BlockDecoder {

    private final SourceFile source;
    private final MpegFrames frames;
    private final Bitstream stream;
    private final Decoder decoder = new Decoder();
    private final MpegHead head;
    private long frame;
    private boolean begun;

    MpegBlocks(SourceFile source, MpegHead head) throws InterruptedException {
        this.source = source;
        frames = new MpegFrames(source, head);
        stream = new Bitstream(frames);
        this.head = head;
    }

    @Override
    public SoundFormat format() {
        return new SoundFormat("MPEG", SampleEncoding.MPEG_AUDIO, 0, head.sampleRateHz(), head.channels(), "jlayer");
    }

    @Override
    public Span span() {
        return head.span();
    }

    @Override
    public boolean next(SampleBlock into) throws IOException {
        try {
            Header header = stream.readFrame();
            if (header == null) {
                end(into);
                return false;
            }
            try {
                decode(header, into);
            } finally {
                frame++;
                stream.closeFrame();
            }
            return true;
        } catch (JavaLayerException e) {
            throw new IOException("a frame of MPEG audio is damaged", e);
        }
    }

    @Override
    public @Nullable BlockDecoder following() throws InterruptedException {
        long next = frames.next();
        return next == MpegSearch.NOWHERE ? null : new MpegBlocks(source, MpegHead.at(source, next));
    }

    private void end(SampleBlock into) {
        if (frames.isCutShort()) {
            into.cutShort();
        }
        if (frames.isLostBehind()) {
            into.skip();
        }
    }

    private void decode(Header header, SampleBlock into) {
        long lost = frames.lostBefore(frame);
        if (lost >= 0) {
            into.skip();
            into.addLost(lost * frames.samples(), head.sampleRateHz());
        }
        if (frame == 0 && head.tagged()) {
            return;
        }
        int count = samples(header, into);
        // The first frames of what was cut out of a longer file lack what is before them.
        if (count == 0 && begun) {
            into.skip();
            into.addLost(frames.samples(), head.sampleRateHz());
        }
        begun |= count > 0;
    }

    /** Returns how many there are: none where a frame is damaged, or begins in one that is lost. */
    private int samples(Header header, SampleBlock into) {
        try {
            SampleBuffer samples = (SampleBuffer) decoder.decodeFrame(header, stream);
            int channels = samples.getChannelCount();
            int count = samples.getBufferLength() / channels;
            into.addShorts(samples.getBuffer(), 0, count, channels);
            return count;
        } catch (JavaLayerException | RuntimeException e) {
            if (!begun) {
                into.skip();
            }
            return 0;
        }
    }
}
