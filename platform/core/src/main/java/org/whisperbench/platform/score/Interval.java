package org.whisperbench.platform.score;

/**
 * A confidence interval.
 *
 * @param low its lower end, finite
 * @param high its upper end, finite and not below the lower one
 * @param level how often such intervals hold the true value, between 0 and 1, such as 0.95
 */
public record Interval(double low, double high, double level) {

    /** The level of all intervals that are printed. */
    public static final double LEVEL = 0.95;

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if an end is not finite, the ends are crossed or the level is not between 0 and 1
     */
    public Interval {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
            throw new IllegalArgumentException("no interval from " + low + " to " + high);
        }
        checkLevel(level);
    }

    static void checkLevel(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level " + level + " is not between 0 and 1");
        }
    }

    /**
     * Returns whether a value is in it, ends included.
     *
     * @param value any value
     * @return true if it is
     */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /**
     * Returns whether all of it lies below all of another one.
     *
     * @param other another interval of the same quantity
     * @return false if they share a point
     */
    public boolean isBelow(Interval other) {
        return high < other.low;
    }
}
