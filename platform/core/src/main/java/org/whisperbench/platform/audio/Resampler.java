package org.whisperbench.platform.audio;

import java.io.IOException;

/**
 * Changes the rate of one channel while its samples pass by; sample n of the output is the sound at the time of n
 * divided by the output's rate. Before its beginning and after its end the sound is silence.
 *
 * <p>Holds as many samples as its filter reaches, however long the sound is. For one thread.
 */
final class Resampler implements SampleSink {

    private static final int ROOM = 8192;

    private final int inputStep;
    private final int outputStep;
    private final PolyphaseFilter filter;
    private final SampleSink output;
    private final double[] window;
    private int filled;
    /** Where in the window the samples begin that the next output needs. */
    private int start;

    private int phase;

    Resampler(int fromHz, int toHz, SampleSink output) {
        int divisor = divisor(fromHz, toHz);
        this.inputStep = toHz / divisor;
        this.outputStep = fromHz / divisor;
        this.output = output;
        filter = new PolyphaseFilter(Math.min(1.0, (double) toHz / fromHz), inputStep);
        window = new double[2 * filter.reach() + ROOM];
        filled = filter.reach() - 1;
    }

    /** Returns how many samples so many become, rounded to the nearest, halves up. */
    static long outputLength(long inputLength, int fromHz, int toHz) {
        return Math.floorDiv(2 * inputLength * toHz + fromHz, 2L * fromHz);
    }

    @Override
    public void accept(double sample) throws IOException {
        if (filled == window.length) {
            filled -= start;
            System.arraycopy(window, start, window, 0, filled);
            start = 0;
        }
        window[filled] = sample;
        filled++;
        int length = 2 * filter.reach();
        while (start + length <= filled) {
            output.accept(filter.apply(window, start, phase));
            phase += outputStep;
            start += phase / inputStep;
            phase %= inputStep;
        }
    }

    private static int divisor(int one, int other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
