package org.whisperbench.backend.onnx;

/**
 * Decimal logarithms of positive normal numbers, several times as fast as {@link Math#log10}: the mantissa is divided by the
 * middle of that 128th of its range in which it lies, and what is left, at most a 256th from 1, goes through five terms of the
 * series of Mercator. The error is below 1e-14.
 *
 * <p>Source: P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point arithmetic", ACM
 * TOMS 16 (1990).
 */
final class Log10 {

    private static final int INDEX_BITS = 7;
    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_OF_ONE = 1023;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final long ONE = (long) EXPONENT_OF_ONE << MANTISSA_BITS;
    private static final double OF_TWO = Math.log10(2);
    private static final double OF_E = 1 / Math.log(10);

    private static final double[] INVERSES = new double[1 << INDEX_BITS];
    private static final double[] LOGARITHMS = new double[1 << INDEX_BITS];

    static {
        for (int i = 0; i < INVERSES.length; i++) {
            double middle = 1 + (i + 0.5) / INVERSES.length;
            INVERSES[i] = 1 / middle;
            LOGARITHMS[i] = -Math.log10(INVERSES[i]);
        }
    }

    private Log10() {}

    /**
     * Computes a logarithm.
     *
     * @param x positive, finite and not subnormal; of anything else the result means nothing
     * @return its decimal logarithm
     */
    static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        int exponent = (int) (bits >>> MANTISSA_BITS) - EXPONENT_OF_ONE;
        int index = (int) (bits >>> (MANTISSA_BITS - INDEX_BITS)) & (INVERSES.length - 1);
        double left = Double.longBitsToDouble((bits & MANTISSA) | ONE) * INVERSES[index] - 1;
        double natural = left * (1 - left * (1 / 2.0 - left * (1 / 3.0 - left * (1 / 4.0 - left * (1 / 5.0)))));
        return exponent * OF_TWO + (LOGARITHMS[index] + natural * OF_E);
    }
}
