package org.whisperbench.platform.audio;

import java.nio.ByteOrder;
import java.time.Duration;
import org.whisperbench.api.Audio;

/**
 * Where the sound lies in a WAV file.
 *
 * @param container the four letters that the file begins with
 * @param frames how many samples of each channel are there
 * @param sized whether the header says how much sound there is, as it does not in a recording that was piped
 */
record WavFile(String container, WavFormat format, long dataOffset, long frames, boolean truncated, boolean sized) {

    static final String BIG_ENDIAN = "RIFX";

    ByteOrder order() {
        return BIG_ENDIAN.equals(container) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Whether every engine can read it as it is. */
    boolean canonical() {
        WavFormat wanted = new WavFormat(SampleEncoding.PCM, 16, 1, Audio.SAMPLE_RATE_HZ, true);
        return "RIFF".equals(container) && format.equals(wanted) && sized && !truncated;
    }

    AudioSource facts(long nonFiniteSamples) {
        return new AudioSource(
                container,
                format.encoding(),
                format.bits(),
                format.sampleRateHz(),
                format.channels(),
                duration(),
                truncated,
                nonFiniteSamples);
    }

    private Duration duration() {
        long rate = format.sampleRateHz();
        return Duration.ofSeconds(frames / rate, frames % rate * 1_000_000_000L / rate);
    }
}
