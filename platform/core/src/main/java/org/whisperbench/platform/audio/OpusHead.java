package org.whisperbench.platform.audio;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusMSDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The first packet of an Opus stream.
 *
 * <p>Source: RFC 7845, section 5.1.
 *
 * @param preSkip samples at 48 000 Hz that are no sound yet
 * @param gain in 1/256 dB, to be applied by the decoder
 * @param streams how many streams a packet holds
 * @param coupled how many of them are stereo
 * @param mapping which decoded channel each channel is
 */
record OpusHead(int channels, int preSkip, int gain, int streams, int coupled, List<Short> mapping) {

    private static final int PLAIN_BYTES = 19;

    /** Decodes one packet after the other. */
    @FunctionalInterface
    interface Decoding {
        int decode(byte[] packet, short[] into, int mostSamples) throws OpusException;
    }

    static OpusHead parse(byte[] packet) throws IOException {
        if (packet.length < PLAIN_BYTES) {
            throw new IOException("an Opus head of " + packet.length + " bytes");
        }
        ByteBuffer head = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int channels = head.get(9) & 0xFF;
        int preSkip = head.getShort(10) & 0xFFFF;
        int gain = head.getShort(16);
        if (channels < 1 || (head.get(8) & 0xF0) != 0) {
            throw new IOException("an Opus head of a later version or without channels");
        }
        if (head.get(18) == 0) {
            return new OpusHead(Math.min(2, channels), preSkip, gain, 1, channels - 1, List.of());
        }
        if (packet.length < PLAIN_BYTES + 2 + channels) {
            throw new IOException("an Opus head without its channel mapping");
        }
        List<Short> mapping = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            mapping.add((short) (head.get(PLAIN_BYTES + 2 + i) & 0xFF));
        }
        return new OpusHead(channels, preSkip, gain, head.get(19) & 0xFF, head.get(20) & 0xFF, mapping);
    }

    Decoding decoding(int rateHz) throws IOException {
        try {
            if (mapping.isEmpty()) {
                OpusDecoder decoder = new OpusDecoder(rateHz, channels);
                decoder.setGain(gain);
                return (packet, into, most) -> decoder.decode(packet, 0, packet.length, into, 0, most, false);
            }
            OpusMSDecoder decoder = OpusMSDecoder.create(rateHz, channels, streams, coupled, mapped());
            decoder.setGain(gain);
            return (packet, into, most) -> decoder.decodeMultistream(packet, 0, packet.length, into, 0, most, 0);
        } catch (OpusException e) {
            throw new IOException("an Opus head that makes no sense", e);
        }
    }

    private short[] mapped() {
        short[] mapped = new short[mapping.size()];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = mapping.get(i);
        }
        return mapped;
    }
}
