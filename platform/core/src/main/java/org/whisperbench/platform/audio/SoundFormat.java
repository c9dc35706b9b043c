package org.whisperbench.platform.audio;

/** How a file holds its sound; the components are those of {@link AudioSource}. */
record SoundFormat(
        String container, SampleEncoding encoding, int bitsPerSample, int sampleRateHz, int channels, String decoder) {

    static final String OURS = "whisperbench";

    /** Below it nothing of speech is left, and a small file would become a large one at 16 000 Hz. */
    static final int MIN_RATE_HZ = 100;

    static final int MAX_RATE_HZ = 768_000;

    static void requireRate(double rateHz, SourceFile source) {
        if (!(rateHz >= MIN_RATE_HZ && rateHz <= MAX_RATE_HZ)) {
            String rate = rateHz == Math.rint(rateHz) && Math.abs(rateHz) < 1e15
                    ? String.valueOf((long) rateHz)
                    : String.valueOf(rateHz);
            throw source.refused(
                    "has %s samples a second where %d to %d are read".formatted(rate, MIN_RATE_HZ, MAX_RATE_HZ));
        }
    }
}
