package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MixedRadixFftTest {

    @Test
    void onePointIsItsOwnTransform() {
        double[] points = {3, -4};

        new MixedRadixFft(1).transform(points);

        assertArrayEquals(new double[] {3, -4}, points);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 7, 12, 30, 97, 100, 400})
    void everyLengthAgreesWithTheDefinition(int length) {
        double[] points = new Random(length).doubles(2L * length, -1, 1).toArray();
        double[] expected = definition(points);

        new MixedRadixFft(length).transform(points);

        assertArrayEquals(expected, points, 1e-12 * length);
    }

    @Test
    void anInstanceCanBeUsedAgain() {
        MixedRadixFft fft = new MixedRadixFft(20);
        double[] first = new Random(1).doubles(40).toArray();
        double[] second = first.clone();

        fft.transform(first);
        fft.transform(second);

        assertArrayEquals(first, second);
    }

    private static double[] definition(double[] points) {
        int length = points.length / 2;
        double[] sums = new double[points.length];
        for (int k = 0; k < length; k++) {
            for (int n = 0; n < length; n++) {
                double angle = -2 * Math.PI * ((long) k * n % length) / length;
                sums[2 * k] += points[2 * n] * Math.cos(angle) - points[2 * n + 1] * Math.sin(angle);
                sums[2 * k + 1] += points[2 * n] * Math.sin(angle) + points[2 * n + 1] * Math.cos(angle);
            }
        }
        return sums;
    }
}
