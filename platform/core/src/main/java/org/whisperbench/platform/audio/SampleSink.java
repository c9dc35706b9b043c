package org.whisperbench.platform.audio;

import java.io.IOException;

/** Takes the samples of one channel, one after another. */
@FunctionalInterface
interface SampleSink {

    void accept(double sample) throws IOException;

    /** Takes the first samples of an array, which stays the caller's. */
    default void accept(double[] samples, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            accept(samples[i]);
        }
    }
}
