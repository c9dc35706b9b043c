package org.whisperbench.platform.audio;

import java.time.Duration;

/**
 * What a file said about itself and what was found in it.
 *
 * @param container {@code RIFF} or {@code RIFX} (WAV, the latter big-endian), {@code RF64} or {@code BW64} (WAV beyond
 *     4 GiB), {@code AIFF}, {@code AIFC}, {@code FLAC}, {@code MPEG}, {@code Ogg}, {@code MP4}, {@code ADTS}, or
 *     {@code other}
 * @param encoding how the sound is written
 * @param bitsPerSample as stored, from 8 to 64; 4 to 24 for FLAC; 0 where the encoding has no such number
 * @param sampleRateHz from 100 to 768 000
 * @param channels at least 1; their average was taken
 * @param duration of the sound that is there, to the nanosecond, rounded down
 * @param damage what was wrong with it
 * @param decoder what decoded it: {@code whisperbench}, the name of a library, or {@code ffmpeg} with its version
 */
public record AudioSource(
        String container,
        SampleEncoding encoding,
        int bitsPerSample,
        int sampleRateHz,
        int channels,
        Duration duration,
        AudioDamage damage,
        String decoder) {

    /**
     * Returns whether sound is missing: at its end, behind what the file announces, or where blocks could not be decoded.
     *
     * @return false for a whole file
     */
    public boolean truncated() {
        return damage.truncated() || damage.surplus() || damage.skippedBlocks() > 0;
    }

    /**
     * Returns how many samples were no numbers or infinite.
     *
     * @return at least 0
     */
    public long nonFiniteSamples() {
        return damage.nonFiniteSamples();
    }

    static AudioSource of(SoundFormat format, long frames, AudioDamage damage) {
        return new AudioSource(
                format.container(),
                format.encoding(),
                format.bitsPerSample(),
                format.sampleRateHz(),
                format.channels(),
                duration(frames, format.sampleRateHz()),
                damage,
                format.decoder());
    }

    private static Duration duration(long frames, long rateHz) {
        return Duration.ofSeconds(frames / rateHz, frames % rateHz * 1_000_000_000L / rateHz);
    }
}
