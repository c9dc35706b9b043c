package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplerTest {

    private static final int TO_HZ = 16_000;

    @ParameterizedTest
    @CsvSource({
        // from, tone, at least so many decibels down
        "48000, 12000, 85",
        "48000, 9000, 85",
        "48000, 8600, 80",
        "48000, 20000, 85",
        "44100, 12000, 85",
        "44100, 9000, 85",
        "47999, 12000, 85",
        "47999, 9000, 85",
        "96000, 30000, 85",
        "767999, 12000, 85",
    })
    void tonesAboveHalfTheRateDoNotComeBackAsOthers(int fromHz, double toneHz, double down) throws IOException {
        double[] out = resampled(tone(fromHz, toneHz, fromHz), fromHz);

        double found = -decibels(rms(middle(out)) * Math.sqrt(2));

        assertTrue(found >= down, toneHz + " Hz is only " + found + " dB down");
    }

    @ParameterizedTest
    @CsvSource({
        "48000, 100", "48000, 1000", "48000, 3000", "48000, 6000", "48000, 7000", "44100, 1000", "44100, 7000",
        "22050, 3000", "22050, 7000", "11025, 1000", "11025, 4500", "8000, 1000", "8000, 3000", "47999, 1000",
        "47999, 7000", "96000, 7000", "16001, 6000", "767999, 7000", "768000, 3000", "2000, 700",
    })
    void speechPassesInLevelAndInTime(int fromHz, double toneHz) throws IOException {
        double[] out = middle(resampled(tone(fromHz, toneHz, fromHz), fromHz));
        double[] wanted = middle(tone(TO_HZ, toneHz, TO_HZ));

        assertEquals(0, decibels(rms(out) / rms(wanted)), 0.001);
        assertTrue(-decibels(rms(difference(out, wanted)) / rms(wanted)) > 85, "more than 85 dB below the tone");
    }

    @ParameterizedTest
    @CsvSource({"1000, 7000", "3000, 5000", "3600, 4400"})
    void raisingTheRateLeavesNoMirrorImage(double toneHz, double imageHz) throws IOException {
        double[] out = middle(resampled(tone(8000, toneHz, 8000), 8000));

        assertTrue(-decibels(amplitude(out, imageHz)) > 85);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8000, 11_025, 22_050, 44_100, 47_999, 48_000, 96_000, 767_999, 768_000})
    void aConstantStaysWhatItIs(int fromHz) throws IOException {
        double[] in = new double[Math.max(fromHz, 100)];
        Arrays.fill(in, 0.5);

        double[] out = middle(resampled(in, fromHz));

        assertEquals(0.5, Arrays.stream(out).min().orElseThrow(), 5e-4);
        assertEquals(0.5, Arrays.stream(out).max().orElseThrow(), 5e-4);
    }

    @ParameterizedTest
    @CsvSource({"48000, 24000, 8000", "44100, 22050, 8000", "8000, 4000, 8000", "47999, 0, 0", "32000, 31998, 15999"})
    void anImpulseStaysWhereItIs(int fromHz, int at, int expected) throws IOException {
        double[] in = new double[fromHz];
        in[at] = 1;

        double[] out = resampled(in, fromHz);

        int peak = 0;
        for (int i = 0; i < out.length; i++) {
            peak = Math.abs(out[i]) > Math.abs(out[peak]) ? i : peak;
        }
        assertEquals(expected, peak);
        for (int i = 1; i < 50 && peak - i >= 0 && peak + i < out.length; i++) {
            assertEquals(out[peak - i], out[peak + i], 1e-12);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 48000, 0",
        "1, 48000, 0",
        "2, 48000, 1",
        "3, 48000, 1",
        "1, 1, 16000",
        "1, 32000, 1",
        "44100, 44100, 16000",
        "100000000000, 768000, 2083333333",
    })
    void theLengthIsTheDurationRounded(long frames, int fromHz, long expected) {
        assertEquals(expected, Resampler.outputLength(frames, fromHz, TO_HZ));
    }

    /** Blocks go through whole periods, single samples do not. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8000, 11_025, 22_050, 32_000, 44_100, 47_999, 48_000, 96_000, 192_000, 767_999, 768_000})
    void blocksOfAnyLengthGiveTheSameBitsAsSingleSamples(int fromHz) throws IOException {
        Random random = new Random(fromHz);
        int length = fromHz < 100 ? 300 : Math.max(200_000, 2 * fromHz);
        double[] in = random.doubles(length, -1, 1).toArray();
        double[] out = collected(fromHz, length, resampler -> {
            for (int done = 0; done < length; ) {
                int part = Math.min(length - done, random.nextInt(70_000));
                resampler.accept(Arrays.copyOfRange(in, done, done + part), part);
                done += part;
                if (done < length && random.nextInt(3) == 0) {
                    resampler.accept(in[done]);
                    done++;
                }
            }
        });

        assertArrayEquals(resampled(in, fromHz), out);
    }

    @Test
    void theInterpolatedTableIsAsGoodAsTheExactOne() throws IOException {
        double[] exact = middle(resampled(tone(48_000, 6900, 48_000), 48_000));
        double[] mixed = middle(resampled(tone(47_999, 6900, 47_999), 47_999));

        assertTrue(-decibels(rms(difference(exact, mixed))) > 80);
    }

    /** Gives samples to a resampler. */
    @FunctionalInterface
    private interface Feeding {
        void into(Resampler resampler) throws IOException;
    }

    private static double[] resampled(double[] in, int fromHz) throws IOException {
        return collected(fromHz, in.length, resampler -> {
            for (double sample : in) {
                resampler.accept(sample);
            }
        });
    }

    /** What becomes of so many samples, with silence behind them. */
    private static double[] collected(int fromHz, int length, Feeding feeding) throws IOException {
        double[] out = new double[(int) Resampler.outputLength(length, fromHz, TO_HZ)];
        int[] count = {0};
        Resampler resampler = new Resampler(fromHz, TO_HZ, sample -> {
            if (count[0] < out.length) {
                out[count[0]] = sample;
            }
            count[0]++;
        });
        feeding.into(resampler);
        assertTrue(count[0] <= out.length, "nothing is made of what did not come");
        while (count[0] < out.length) {
            resampler.accept(0);
        }
        return out;
    }

    private static double[] tone(int rateHz, double toneHz, int frames) {
        double[] tone = new double[frames];
        Arrays.setAll(tone, i -> Math.sin(2 * Math.PI * toneHz * i / rateHz));
        return tone;
    }

    /** Without the edges, where the filter sees the silence around. */
    private static double[] middle(double[] samples) {
        return Arrays.copyOfRange(samples, samples.length / 4, samples.length - samples.length / 4);
    }

    private static double[] difference(double[] one, double[] other) {
        double[] difference = new double[one.length];
        Arrays.setAll(difference, i -> one[i] - other[i]);
        return difference;
    }

    private static double rms(double[] samples) {
        return Math.sqrt(Arrays.stream(samples).map(x -> x * x).average().orElseThrow());
    }

    private static double amplitude(double[] samples, double toneHz) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < samples.length; i++) {
            real += samples[i] * Math.cos(2 * Math.PI * toneHz * i / TO_HZ);
            imaginary += samples[i] * Math.sin(2 * Math.PI * toneHz * i / TO_HZ);
        }
        return 2 * Math.hypot(real, imaginary) / samples.length;
    }

    private static double decibels(double ratio) {
        return 20 * Math.log10(ratio);
    }
}
