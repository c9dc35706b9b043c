package org.whisperbench.platform.bench;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How often what is done.
 *
 * @param runs least number of measured passes over the whole speech, at least 1
 * @param leastTime least sum of their times; runs go on until both are reached
 * @param warmups passes before them that are not measured, at least 0
 * @param loads how often the model is loaded before, at least 1; the first is the cold one
 * @param retries how often a model that failed is begun again, at least 0
 * @param cooldown pause before each measured pass
 * @param seed of the order within each round; empty for A B A B
 */
public record Pace(
        int runs, Duration leastTime, int warmups, int loads, int retries, Duration cooldown, OptionalLong seed) {

    /** Five runs and three seconds, after one warm-up and two loads: enough for an interval, short enough for a first look. */
    public static final Pace STANDARD =
            new Pace(5, Duration.ofSeconds(3), 1, 2, 0, Duration.ZERO, OptionalLong.empty());

    /** No more runs than this, whatever time is still wanted. */
    static final int MOST_RUNS = 1000;

    /**
     * Validates the numbers.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public Pace {
        if (runs < 1 || warmups < 0 || loads < 1 || retries < 0 || leastTime.isNegative() || cooldown.isNegative()) {
            throw new IllegalArgumentException("%d runs in %s, %d warm-ups, %d loads, %d retries, %s between"
                    .formatted(runs, leastTime, warmups, loads, retries, cooldown));
        }
    }

    /**
     * Asks for an exact number of passes and one load.
     *
     * @param runs measured passes
     * @param warmups passes before them
     * @return the pace
     */
    public static Pace exactly(int runs, int warmups) {
        return new Pace(runs, Duration.ZERO, warmups, 1, 0, Duration.ZERO, OptionalLong.empty());
    }

    /** Whether these runs are not enough. */
    boolean wantsMore(int done, double seconds) {
        return done < runs || (seconds < leastTime.toNanos() / 1e9 && done < MOST_RUNS);
    }
}
