package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSumTest {

    private static final int VOCABULARY = 51_864;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 1, 5, 20, 1000})
    void theTableIsAsGoodAsTheExponential(double spread) {
        Random random = new Random(7);
        float[] values = new float[VOCABULARY];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 10 == 0 ? Float.NEGATIVE_INFINITY : (float) (-3 + spread * random.nextGaussian());
        }

        assertEquals(exact(values, 0, VOCABULARY), LogSum.of(values), 1e-6);
        assertEquals(exact(values, 50_000, 51_501), LogSum.of(values, 50_000, 51_501), 1e-6);
    }

    @Test
    void nothingIsTheLogarithmOfZero() {
        assertEquals(Double.NEGATIVE_INFINITY, LogSum.of(new float[] {Float.NEGATIVE_INFINITY}));
        assertEquals(Double.NEGATIVE_INFINITY, LogSum.of(new float[] {1, 2}, 1, 1));
    }

    @Test
    void oneIsItself() {
        assertEquals(88.5, LogSum.of(new float[] {Float.NEGATIVE_INFINITY, 88.5f, -1000}));
    }

    private static double exact(float[] values, int from, int to) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            greatest = Math.max(greatest, values[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(values[i] - greatest);
        }
        return greatest + Math.log(sum);
    }
}
