package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class Log10Test {

    @Test
    void logarithmsAreThoseOfTheLibrary() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double x = Math.scalb(1 + random.nextDouble(), random.nextInt(200) - 100);
            assertEquals(Math.log10(x), Log10.of(x), 1e-14 * Math.max(1, Math.abs(Math.log10(x))), "of " + x);
        }
    }

    @Test
    void theEdgesOfTheTableAreNoExceptions() {
        for (int i = 0; i <= 128; i++) {
            double edge = 1 + i / 128.0;
            for (double x : new double[] {Math.nextDown(edge), edge, Math.nextUp(edge)}) {
                assertEquals(Math.log10(x), Log10.of(x), 1e-14, "of " + x);
            }
        }
        assertEquals(LogMel.SILENCE, (float) Log10.of(1e-10));
        assertEquals(Math.log10(Double.MIN_NORMAL), Log10.of(Double.MIN_NORMAL), 1e-10);
        assertEquals(Math.log10(Double.MAX_VALUE), Log10.of(Double.MAX_VALUE), 1e-10);
    }
}
