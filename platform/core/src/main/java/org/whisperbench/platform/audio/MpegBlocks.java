package org.whisperbench.platform.audio;

import java.io.IOException;
import java.io.InputStream;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.SampleBuffer;

/** MPEG audio of layers I to III by JLayer, without the encoder's delay where the file tells it. */
final class MpegBlocks implements BlockDecoder {

    private final Bitstream stream;
    private final Decoder decoder = new Decoder();
    private final MpegHead head;
    private boolean skipFirst;

    MpegBlocks(InputStream bytes, MpegHead head) {
        this.stream = new Bitstream(bytes);
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
