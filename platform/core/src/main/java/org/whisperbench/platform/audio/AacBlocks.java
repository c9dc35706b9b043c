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

        /** Makes a decoder for them, which knows of none before. */
        Decoder decoder() throws IOException;

        /** Goes on with those that need another decoder; null if there are none. */
        default @Nullable Frames following() throws InterruptedException {
            return null;
        }
    }

    /** It complains at length about what {@link AudioDamage} says in a number. Held, since what is set goes with its logger. */
    private static final Logger JAAD = Logger.getLogger("jaad");

    private final Decoder decoder;
    private final Frames frames;
    private final String container;
    private final Timing timing;
    private int rateHz;
    private boolean begun;
    private boolean given;
    private byte @Nullable [] held;

    private AacBlocks(Decoder decoder, Frames frames, String container, Timing timing) {
        this.decoder = decoder;
        this.frames = frames;
        this.container = container;
        this.timing = timing;
        this.rateHz = decodedHz();
    }

    static AacBlocks open(Frames frames, String container, Timing timing) throws IOException {
        return new AacBlocks(frames.decoder(), frames, container, timing);
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
        byte[] frame = held == null ? frames.next() : held;
        held = null;
        if (frame == null) {
            return false;
        }
        given = false;
        try {
            decoder.decodeFrame(frame, (channels, length, rate) -> take(channels, length, rate, into));
        } catch (RuntimeException e) {
            if (!isRateLeft()) {
                throw e;
            }
        }
        if (isRateLeft()) {
            held = frame;
            return false;
        }
        if (!given) {
            into.skip(); // of what ends too early it says nothing
        }
        return true;
    }

    @Override
    public @Nullable BlockDecoder following() throws IOException, InterruptedException {
        Frames next = held == null ? frames.following() : frames;
        if (next == null) {
            return null;
        }
        AacBlocks following = new AacBlocks(next.decoder(), next, container, rate -> Span.WHOLE);
        if (held != null) {
            following.rateHz = decodedHz();
            following.held = held;
        }
        following.begun = true; // whoever brings it to another rate asks before the first frame is decoded
        return following;
    }

    /** A decoder fails at spectral band replication that begins behind its first frame, and from then on. */
    private boolean isRateLeft() {
        return begun && decodedHz() != rateHz;
    }

    private int decodedHz() {
        return decoder.getConfig().getOutputFrequency().getFrequency();
    }

    /** Only the first frame tells whether there is spectral band replication, which doubles the rate. */
    private void take(List<float[]> channels, int length, int decodedHz, SampleBlock into) {
        if (!begun) {
            rateHz = decodedHz;
            begun = true;
        }
        if (decodedHz == rateHz) {
            add(channels, length, into);
            given = true;
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
