package org.whisperbench.platform.audio;

import java.io.IOException;

/** Takes the samples of one channel, one after another. */
@FunctionalInterface
interface SampleSink {

    void accept(double sample) throws IOException;
}
