package org.whisperbench.platform.audio;

import java.io.IOException;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;
import org.jspecify.annotations.Nullable;

/** MPEG audio of layers I to III by JLayer, without the encoder's delay where the file tells it. */
final class MpegBlocks implements BlockDecoder {

    private final SourceFile source;
    private final Bitstream stream;
    private final Decoder decoder = new Decoder();
    private final MpegHead head;
    private boolean skipFirst;

    MpegBlocks(SourceFile source, MpegHead head) {
        this.source = source;
        this.stream = new Bitstream(new SourceStream(source, head.start(), head.end()));
        this.head = head;
        this.skipFirst = head.tagged();
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
                return false;
            }
            try {
                if (skipFirst) {
                    skipFirst = false;
                    return true;
                }
                decode(header, into);
            } finally {
                stream.closeFrame();
            }
            return true;
        } catch (JavaLayerException e) {
            throw new IOException("a frame of MPEG audio is damaged", e);
        }
    }

    @Override
    public @Nullable BlockDecoder following() throws InterruptedException {
        MpegHead next = head.following(source);
        return next == null ? null : new MpegBlocks(source, next);
    }

    private void decode(Header header, SampleBlock into) throws JavaLayerException {
        if (header.frequency() != head.sampleRateHz()) {
            // A frame of another rate in the middle is a false start inside damaged bytes.
            into.skip();
            return;
        }
        SampleBuffer samples = (SampleBuffer) decoder.decodeFrame(header, stream);
        int channels = samples.getChannelCount();
        into.addShorts(samples.getBuffer(), 0, samples.getBufferLength() / channels, channels);
    }
}
