package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Opus by Concentus, at 48 000 Hz, which is the codec's own rate.
 *
 * <p>Source: RFC 7845. Its pre-skip is left out at the beginning, and the position of the last page cuts the end. For a
 * packet that cannot be decoded stands as much silence as the one before was long.
 */
final class OpusCodec implements OggBlocks.Codec {

    static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);

    private static final int RATE_HZ = 48_000;
    /** 120 ms, the longest packet. */
    private static final int MOST_SAMPLES = 5760;

    private final OpusHead head;
    private final OpusHead.Decoding decoding;
    private final short[] samples;
    private int lastSamples = 960;

    OpusCodec(OggPackets packets, Packet first) throws IOException {
        head = OpusHead.parse(OggPackets.content(first));
        decoding = head.decoding(RATE_HZ);
        samples = new short[MOST_SAMPLES * head.channels()];
        packets.next(); // the comments
    }

    @Override
    public SoundFormat format() {
        return new SoundFormat("Ogg", SampleEncoding.OPUS, 0, RATE_HZ, head.channels(), "concentus");
    }

    @Override
    public boolean decode(Packet packet, OggTime time, SampleBlock into) {
        boolean whole = true;
        try {
            lastSamples = decoding.decode(OggPackets.content(packet), samples, MOST_SAMPLES);
        } catch (OpusException | RuntimeException | AssertionError e) {
            // Concentus asserts what a damaged packet says, however Java was started.
            Arrays.fill(samples, (short) 0);
            whole = false;
        }
        int count = lastSamples;
        int from = (int) Math.max(0, Math.min(count, head.preSkip() - time.position()));
        int to = Math.max(from, time.wanted(packet, count));
        into.addShorts(samples, from, to - from, head.channels());
        time.add(count);
        return whole;
    }
}
