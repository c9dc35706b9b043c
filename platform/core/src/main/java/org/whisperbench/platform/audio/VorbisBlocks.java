package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import com.jcraft.jorbis.Block;
import com.jcraft.jorbis.Comment;
import com.jcraft.jorbis.DspState;
import com.jcraft.jorbis.Info;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Vorbis by JOrbis.
 *
 * <p>Source: Xiph.Org Foundation, "Vorbis I specification"; a position in a page's head counts samples, and that of the
 * last page cuts the last block.
 */
final class VorbisBlocks implements BlockDecoder {

    static final byte[] MAGIC = "\u0001vorbis".getBytes(StandardCharsets.ISO_8859_1);

    private static final int HEADERS = 3;

    private final OggPackets packets;
    private final SoundFormat format;
    private Info info = new Info();
    private DspState state = new DspState();
    private Block block = new Block(state);
    private long position;

    VorbisBlocks(InputStream bytes) throws IOException {
        packets = new OggPackets(bytes, MAGIC);
        Packet first = packets.next();
        if (first == null) {
            throw new EOFException("no packet");
        }
        begin(first);
        format = new SoundFormat("Ogg", SampleEncoding.VORBIS, 0, info.rate, info.channels, "jorbis");
    }

    private void begin(Packet first) throws IOException {
        info = new Info();
        info.init();
        Comment comment = new Comment();
        comment.init();
        Packet packet = first;
        for (int i = 0; i < HEADERS; i++) {
            if (packet == null || info.synthesis_headerin(comment, packet) < 0) {
                throw new IOException("header " + i + " of the Vorbis stream is damaged");
            }
            packet = i + 1 < HEADERS ? packets.next() : packet;
        }
        state = new DspState();
        state.synthesis_init(info);
        block = new Block(state);
        position = 0;
    }

    @Override
    public SoundFormat format() {
        return format;
    }

    @Override
    public boolean next(SampleBlock into) throws IOException {
        Packet packet = packets.next();
        for (long holes = packets.takeHoles(); holes > 0; holes--) {
            into.skip();
        }
        if (packet == null) {
            if (!packets.ended()) {
                into.cutShort();
            }
            return false;
        }
        if (packet.b_o_s != 0) {
            begin(packet);
            requireSameFormat();
            return true;
        }
        if (block.synthesis(packet) == 0) {
            state.synthesis_blockin(block);
            take(packet, into);
        } else {
            into.skip();
        }
        return true;
    }

    private void requireSameFormat() throws IOException {
        if (info.rate != format.sampleRateHz()) {
            throw new IOException("the next stream of the chain has another rate");
        }
    }

    private void take(Packet packet, SampleBlock into) {
        float[][][] pcm = new float[1][][];
        int[] from = new int[info.channels];
        int count = state.synthesis_pcmout(pcm, from);
        while (count > 0) {
            int wanted = packet.e_o_s != 0 && packet.granulepos >= 0
                    ? (int) Math.max(0, Math.min(count, packet.granulepos - position))
                    : count;
            for (int i = 0; i < wanted; i++) {
                double sum = 0;
                for (int channel = 0; channel < info.channels; channel++) {
                    float value = pcm[0][channel][from[channel] + i];
                    sum += Float.isFinite(value) ? value : 0;
                }
                into.add(sum / info.channels);
            }
            position += count;
            state.synthesis_read(count);
            count = state.synthesis_pcmout(pcm, from);
        }
    }
}
