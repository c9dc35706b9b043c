package org.whisperbench.platform.audio;

import java.io.IOException;

/**
 * Brings a sound to another rate, to the length that it has there; of the same rate it passes by as it is.
 *
 * <p>One thread uses an instance.
 */
final class RateChange implements SampleSink {

    /** A filter between rates that are further apart would be longer than many sounds. */
    private static final int MOST_TIMES = 24;

    private final int fromHz;
    private final int toHz;
    private final Counting output;
    private final SampleSink changed;
    private long taken;

    RateChange(int fromHz, int toHz, SampleSink output) {
        this.fromHz = fromHz;
        this.toHz = toHz;
        this.output = new Counting(output);
        changed = fromHz == toHz ? this.output : new Resampler(fromHz, toHz, this.output);
    }

    /** Whether one part of a sound can be brought to the rate of another. */
    static boolean isPossible(int fromHz, int toHz) {
        return fromHz >= 1
                && fromHz <= SoundFormat.MAX_RATE_HZ
                && Math.max(fromHz, toHz) / Math.min(fromHz, toHz) <= MOST_TIMES;
    }

    @Override
    public void accept(double sample) throws IOException {
        taken++;
        changed.accept(sample);
    }

    @Override
    public void accept(double[] samples, int count) throws IOException {
        taken += count;
        changed.accept(samples, count);
    }

    /** Gives what the filter holds back; returns how many samples the sound has at its new rate. */
    long finish() throws IOException {
        long samples = Resampler.outputLength(taken, fromHz, toHz);
        while (output.given < samples) {
            changed.accept(0);
        }
        return samples;
    }

    private static final class Counting implements SampleSink {

        private final SampleSink next;
        private long given;

        Counting(SampleSink next) {
            this.next = next;
        }

        @Override
        public void accept(double sample) throws IOException {
            given++;
            next.accept(sample);
        }

        @Override
        public void accept(double[] samples, int count) throws IOException {
            given += count;
            next.accept(samples, count);
        }
    }
}
