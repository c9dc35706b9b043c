package org.whisperbench.platform.parity;

/**
 * How the numbers of one layer differ between two sides.
 *
 * @param cosine cosine of the angle between them as vectors, 1 if they point the same way
 * @param maxAbs largest difference
 * @param meanAbs mean of the differences without their signs
 * @param rmse root of the mean squared difference
 * @param relative {@code rmse} divided by the standard deviation of the first side
 */
public record LayerDifference(double cosine, double maxAbs, double meanAbs, double rmse, double relative) {

    /** Compares arrays of one shape whose numbers are finite. */
    static LayerDifference of(NpyArray first, NpyArray second) {
        double dot = 0;
        double ownSquares = 0;
        double otherSquares = 0;
        double max = 0;
        double sum = 0;
        double squares = 0;
        int count = first.values().length;
        for (int i = 0; i < count; i++) {
            double own = first.values()[i];
            double other = second.values()[i];
            dot += own * other;
            ownSquares += own * own;
            otherSquares += other * other;
            double difference = Math.abs(own - other);
            max = Math.max(max, difference);
            sum += difference;
            squares += difference * difference;
        }
        double rmse = Math.sqrt(squares / Math.max(1, count));
        double deviation = LayerNumbers.of(first).std();
        double norms = Math.sqrt(ownSquares) * Math.sqrt(otherSquares);
        return new LayerDifference(
                norms == 0 ? (ownSquares == otherSquares ? 1 : 0) : dot / norms,
                max,
                sum / Math.max(1, count),
                rmse,
                rmse == 0 ? 0 : rmse / Math.max(deviation, Double.MIN_NORMAL));
    }
}
