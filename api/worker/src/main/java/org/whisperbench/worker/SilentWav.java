package org.whisperbench.worker;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.whisperbench.api.Audio;

/** A recording in which nobody says anything: what an engine hears first. */
public final class SilentWav {

    private static final int HEADER_BYTES = 44;

    private SilentWav() {}

    /**
     * Makes a recording.
     *
     * @return one second in a WAV file: PCM, 16 bit, mono, 16 000 Hz
     */
    public static byte[] ofOneSecond() {
        int bytes = Audio.SAMPLE_RATE_HZ * Short.BYTES;
        ByteBuffer wav = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(Audio.SAMPLE_RATE_HZ).putInt(bytes);
        wav.putShort((short) Short.BYTES).putShort((short) Short.SIZE);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        return wav.array();
    }
}
