package org.whisperbench.platform.audio;

import java.io.IOException;
import java.util.Optional;

/**
 * Changes the rate of one channel while its samples pass by; sample n of the output is the sound at the time of n
 * divided by the output's rate. Before its beginning and after its end the sound is silence.
 *
 * <p>Holds as many samples as its filter reaches and some more, however long the sound is. Single samples are resampled as soon as
 * they suffice for an output, blocks of them when enough are there: whoever ends with single ones has everything. For one
 * thread.
 */
final class Resampler implements SampleSink {

    private static final int ROOM = 8192;

    private final int inputStep;
    private final int outputStep;
    private final PolyphaseFilter filter;
    private final SampleSink output;
    private final double[] window;
    private final Optional<WholePeriods> periods;
    private final double[] resampled = new double[1024];
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
        periods = WholePeriods.of(filter, inputStep, outputStep);
        window = new double
                [2 * filter.reach() + periods.map(WholePeriods::inputs).orElse(ROOM)];
        filled = filter.reach() - 1;
    }

    /** Returns how many samples so many become, rounded to the nearest, halves up. */
    static long outputLength(long inputLength, int fromHz, int toHz) {
        return Math.floorDiv(2 * inputLength * toHz + fromHz, 2L * fromHz);
    }

    @Override
    public void accept(double sample) throws IOException {
        if (filled == window.length) {
            resample();
            moveToFront();
        }
        window[filled] = sample;
        filled++;
        if (start + 2 * filter.reach() <= filled) {
            resample();
        }
    }

    @Override
    public void accept(double[] samples, int count) throws IOException {
        for (int done = 0; done < count; ) {
            if (filled == window.length) {
                resampleWhole();
                moveToFront();
            }
            int part = Math.min(count - done, window.length - filled);
            System.arraycopy(samples, done, window, filled, part);
            filled += part;
            done += part;
        }
    }

    /** Gives the outputs of whole periods where they fit; what is left waits for the next samples. */
    private void resampleWhole() throws IOException {
        int inputs = periods.map(WholePeriods::inputs).orElse(window.length);
        if (start + inputs + 2 * filter.reach() > filled) {
            resample();
            return;
        }
        double[] outputs = periods.orElseThrow().apply(window, start, phase);
        start += inputs;
        output.accept(outputs, outputs.length);
    }

    private void moveToFront() {
        // Far below the input's rate the next output may need nothing of what is there.
        int gone = Math.min(start, filled);
        filled -= gone;
        System.arraycopy(window, gone, window, 0, filled);
        start -= gone;
    }

    /** Gives every output that the samples suffice for, one by one. */
    private void resample() throws IOException {
        int length = 2 * filter.reach();
        int count = 0;
        while (start + length <= filled) {
            if (count == resampled.length) {
                output.accept(resampled, count);
                count = 0;
            }
            resampled[count] = filter.apply(window, start, phase);
            count++;
            phase += outputStep;
            start += phase / inputStep;
            phase %= inputStep;
        }
        output.accept(resampled, count);
    }

    private static int divisor(int one, int other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
