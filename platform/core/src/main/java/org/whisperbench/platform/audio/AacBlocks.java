package org.whisperbench.platform.audio;

import java.io.IOException;
import java.util.List;
import java.util.logging.Logger;
import net.sourceforge.jaad.aac.Decoder;
import org.jspecify.annotations.Nullable;

/** MPEG-4 AAC (LC, HE and HE v2) by JAAD, out of any container. */
final class AacBlocks implements BlockDecoder {

    /** Where frames come from. */
    interface Frames {
        byte @Nullable [] next() throws IOException;
    }

    /** It complains at length about what {@link AudioDamage} says in a number. Held, since what is set goes with its logger. */
    private static final Logger JAAD = Logger.getLogger("jaad");

    private final Decoder decoder;
    private final Frames frames;
    private final String container;
    private final Timing timing;
    private int rateHz;
    private boolean begun;

    AacBlocks(Decoder decoder, Frames frames, String container, Timing timing) {
        this.decoder = decoder;
        this.frames = frames;
        this.container = container;
        this.timing = timing;
        this.rateHz = decoder.getConfig().getOutputFrequency().getFrequency();
    }

    /** Comes before JAAD is first called: the loggers below that one set levels of their own, but what they say ends there. */
    static void mute() {
        JAAD.setUseParentHandlers(false);
    }

    /** Tells, in samples of the rate that is decoded to, which part is the sound. */
    @FunctionalInterface
    interface Timing {
        Span span(int rateHz);
    }

    @Override
    public SoundFormat format() {
        // Not what is decoded to, which is two of one, since parametric stereo may come later.
        int channels = decoder.getConfig().getChannelConfiguration().getChannelCount();
        return new SoundFormat(container, SampleEncoding.AAC, 0, rateHz, channels, "jaad");
    }

    @Override
    public Span span() {
        return timing.span(rateHz);
    }

    @Override
    public boolean next(SampleBlock into) throws IOException {
        byte[] frame = frames.next();
        if (frame == null) {
            return false;
        }
        decoder.decodeFrame(frame, (channels, length, rate) -> take(channels, length, rate, into));
        return true;
    }

    /** Only the first frame tells whether there is spectral band replication, which doubles the rate. */
    private void take(List<float[]> channels, int length, int decodedHz, SampleBlock into) {
        if (!begun) {
            rateHz = decodedHz;
            begun = true;
        }
        if (decodedHz == rateHz) {
            add(channels, length, into);
        } else {
            into.skip();
        }
    }

    /** Samples are on the scale of 16 bits. */
    private static void add(List<float[]> channels, int length, SampleBlock into) {
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (float[] channel : channels) {
                sum += Float.isFinite(channel[i]) ? channel[i] : 0;
            }
            into.add(sum / (32_768.0 * channels.size()));
        }
    }
}
