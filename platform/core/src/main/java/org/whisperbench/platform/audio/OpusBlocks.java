package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Opus in Ogg by Concentus, at 48 000 Hz, which is the codec's own rate.
 *
 * <p>Source: RFC 7845. Its pre-skip is left out at the beginning, and the position of the last page cuts the end. A
 * packet that cannot be decoded is concealed as the codec does with lost packets.
 */
final class OpusBlocks implements BlockDecoder {

    static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);

    private static final int RATE_HZ = 48_000;
    /** 120 ms, the longest packet. */
    private static final int MOST_SAMPLES = 5760;

    private final OggPackets packets;
    private final SoundFormat format;
    private OpusHead head;
    private OpusHead.Decoding decoding;
    private short[] samples;
    private long position;
    private int lastSamples = 960;

    OpusBlocks(InputStream bytes) throws IOException {
        packets = new OggPackets(bytes, MAGIC);
        Packet first = packets.next();
        if (first == null) {
            throw new EOFException("no packet");
        }
        head = OpusHead.parse(OggPackets.content(first));
        decoding = head.decoding(RATE_HZ);
        samples = new short[MOST_SAMPLES * head.channels()];
        packets.next(); // the comments
        format = new SoundFormat("Ogg", SampleEncoding.OPUS, 0, RATE_HZ, head.channels(), "concentus");
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
        } else {
            decode(packet, into);
        }
        return true;
    }

    private void begin(Packet first) throws IOException {
        head = OpusHead.parse(OggPackets.content(first));
        decoding = head.decoding(RATE_HZ);
        samples = new short[MOST_SAMPLES * head.channels()];
        position = 0;
        packets.next(); // the comments
    }

    private void decode(Packet packet, SampleBlock into) {
        int count;
        try {
            count = decoding.decode(OggPackets.content(packet), samples, MOST_SAMPLES);
            lastSamples = count;
        } catch (OpusException | RuntimeException e) {
            into.skip();
            java.util.Arrays.fill(samples, (short) 0);
            count = lastSamples;
        }
        int from = (int) Math.max(0, Math.min(count, head.preSkip() - position));
        long end = packet.e_o_s != 0 && packet.granulepos >= 0 ? packet.granulepos - position : count;
        int to = (int) Math.max(from, Math.min(count, end));
        into.addShorts(samples, from, to - from, head.channels());
        position += count;
    }
}
