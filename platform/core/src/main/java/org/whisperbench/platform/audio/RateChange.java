package org.whisperbench.platform.audio;

import java.io.IOException;

/** Brings a part of a sound that has a rate of its own to the rate of the first part. */
final class RateChange implements SampleSink {

    /** A filter between rates that are further apart would be longer than many sounds. */
    private static final int MOST_TIMES = 24;

    private final int fromHz;
    private final int toHz;
    private final Counting output;
    private final Resampler resampler;
    private long taken;

    RateChange(int fromHz, int toHz, SampleSink output) {
        this.fromHz = fromHz;
        this.toHz = toHz;
        this.output = new Counting(output);
        resampler = new Resampler(fromHz, toHz, this.output);
    }

    static boolean isPossible(int fromHz, int toHz) {
        return fromHz >= 1
                && fromHz <= SoundFormat.MAX_RATE_HZ
                && Math.max(fromHz, toHz) / Math.min(fromHz, toHz) <= MOST_TIMES;
    }

    @Override
    public void accept(double sample) throws IOException {
        taken++;
        resampler.accept(sample);
    }

    @Override
    public void accept(double[] samples, int count) throws IOException {
        taken += count;
        resampler.accept(samples, count);
    }

    /** Gives what the filter holds back. */
    void finish() throws IOException {
        long samples = Resampler.outputLength(taken, fromHz, toHz);
        while (output.given < samples) {
            resampler.accept(0);
        }
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
