package org.whisperbench.platform.parity;

import java.util.List;

/**
 * What the numbers of one layer on one side are like; those that are not finite are counted and left out.
 *
 * @param shape lengths of the dimensions
 * @param mean arithmetic mean
 * @param std standard deviation, divided by n
 * @param min smallest
 * @param max largest
 * @param notFinite how many are NaN or infinite
 */
public record LayerNumbers(List<Integer> shape, double mean, double std, double min, double max, long notFinite) {

    /** Copies the list. */
    public LayerNumbers {
        shape = List.copyOf(shape);
    }

    static LayerNumbers of(NpyArray array) {
        double sum = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        long finite = 0;
        for (float value : array.values()) {
            if (Float.isFinite(value)) {
                finite++;
                sum += value;
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        long notFinite = array.values().length - finite;
        if (finite == 0) {
            return new LayerNumbers(array.shape(), 0, 0, 0, 0, notFinite);
        }
        double mean = sum / finite;
        double squares = 0;
        for (float value : array.values()) {
            if (Float.isFinite(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        return new LayerNumbers(array.shape(), mean, Math.sqrt(squares / finite), min, max, notFinite);
    }
}
