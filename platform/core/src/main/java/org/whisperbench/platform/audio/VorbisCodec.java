package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Vorbis by JOrbis, which does not understand how libvorbis describes the six channels of 5.1.
 *
 * <p>Source: Xiph.Org Foundation, "Vorbis I specification"; a position in a page's head counts samples, and that of the
 * last page cuts the last block, and that of the first, if it is less than what is decoded, the beginning.
 */
final class VorbisCodec implements OggBlocks.Codec {

    static final byte[] MAGIC = "\u0001vorbis".getBytes(StandardCharsets.ISO_8859_1);

    private static final int HEADERS = 3;

    private final Info info = new Info();
    private final DspState state = new DspState();
    private final Block block;

    VorbisCodec(OggPackets packets, Packet first) throws IOException, ForeignFormatException {
        info.init();
        Comment comment = new Comment();
        comment.init();
        Packet packet = first;
        for (int i = 0; i < HEADERS; i++) {
            if (packet == null || info.synthesis_headerin(comment, VorbisHeaders.harmless(packet)) < 0) {
                throw damaged(i);
            }
            packet = i + 1 < HEADERS ? packets.next() : packet;
        }
        state.synthesis_init(info);
        block = new Block(state);
    }

    /** The first header tells what the library may not understand in the others. */
    private IOException damaged(int header) throws ForeignFormatException {
        if (header > 0 && info.channels > 2) {
            throw new ForeignFormatException("is an Ogg file with Vorbis of " + info.channels + " channels");
        }
        return new IOException("header " + header + " of the Vorbis stream is damaged");
    }

    @Override
    public SoundFormat format() {
        return new SoundFormat("Ogg", SampleEncoding.VORBIS, 0, info.rate, info.channels, "jorbis");
    }

    @Override
    public boolean positionsCutStart() {
        return true;
    }

    @Override
    public boolean decode(Packet packet, OggTime time, SampleBlock into) {
        try {
            if (block.synthesis(packet) != 0) {
                return false;
            }
        } catch (RuntimeException e) {
            // JOrbis believes what a damaged packet says.
            return false;
        }
        state.synthesis_blockin(block);
        float[][][] pcm = new float[1][][];
        int[] from = new int[info.channels];
        int count = state.synthesis_pcmout(pcm, from);
        while (count > 0) {
            add(pcm[0], from, time.wanted(packet, count), into);
            time.add(count);
            state.synthesis_read(count);
            count = state.synthesis_pcmout(pcm, from);
        }
        return true;
    }

    private void add(float[][] pcm, int[] from, int count, SampleBlock into) {
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int channel = 0; channel < info.channels; channel++) {
                float value = pcm[channel][from[channel] + i];
                sum += Float.isFinite(value) ? value : 0;
            }
            into.add(sum / info.channels);
        }
    }
}
