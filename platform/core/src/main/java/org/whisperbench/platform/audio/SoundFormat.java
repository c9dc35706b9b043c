package org.whisperbench.platform.audio;

/** How a file holds its sound; the components are those of {@link AudioSource}. */
record SoundFormat(
        String container, SampleEncoding encoding, int bitsPerSample, int sampleRateHz, int channels, String decoder) {

    static final String OURS = "whisperbench";

    static final int MAX_RATE_HZ = 768_000;
}
