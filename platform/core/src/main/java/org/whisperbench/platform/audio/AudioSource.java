package org.whisperbench.platform.audio;

import java.time.Duration;

/**
 * What a file said about itself and what was found in it.
 *
 * @param container {@code RIFF} or {@code RIFX} (WAV, the latter big-endian), {@code RF64} or {@code BW64} (WAV beyond
 *     4 GiB)
 * @param encoding how a sample is written
 * @param bitsPerSample as stored, from 8 to 64
 * @param sampleRateHz from 1 to 768 000
 * @param channels at least 1; their average was taken
 * @param duration of the sound that is there, to the nanosecond, rounded down
 * @param truncated whether the file ends before the sound that its header announces, or inside a sample
 * @param nonFiniteSamples how many samples were no numbers or infinite and were taken as 0; only
 *     {@link SampleEncoding#FLOAT} has such
 */
public record AudioSource(
        String container,
        SampleEncoding encoding,
        int bitsPerSample,
        int sampleRateHz,
        int channels,
        Duration duration,
        boolean truncated,
        long nonFiniteSamples) {}
