package org.whisperbench.platform.score;

import java.util.Random;

/**
 * How often two equal systems differ at least as much as these two: if they are equal, then on each utterance either could
 * have made the errors of the other, so that each way to exchange them is as likely as what was seen. Up to 4096 ways are
 * all looked at, else 10 000 are drawn.
 *
 * <p>Source: E. Noreen, "Computer-intensive methods for testing hypotheses", Wiley 1989, chapter 2 (approximate
 * randomization), with its (r + 1) / (n + 1) where ways are drawn.
 */
final class Exchange {

    private static final int MOST_EXACT = 12;
    private static final int DRAWN = 10_000;

    private Exchange() {}

    /**
     * Returns the two-sided p-value.
     *
     * @param differences errors of one system less those of the other, utterance by utterance; none of them 0
     * @param seed of what is drawn
     * @return above 0, at most 1
     */
    static double p(long[] differences, long seed) {
        long seen = 0;
        for (long difference : differences) {
            seen += difference;
        }
        return differences.length <= MOST_EXACT
                ? exact(differences, Math.abs(seen))
                : drawn(differences, Math.abs(seen), new Random(seed));
    }

    private static double exact(long[] differences, long seen) {
        int ways = 1 << differences.length;
        int asFar = 0;
        for (int way = 0; way < ways; way++) {
            asFar += Math.abs(sum(differences, way)) >= seen ? 1 : 0;
        }
        return (double) asFar / ways;
    }

    private static long sum(long[] differences, int way) {
        long sum = 0;
        for (int i = 0; i < differences.length; i++) {
            sum += (way >> i & 1) == 0 ? differences[i] : -differences[i];
        }
        return sum;
    }

    private static double drawn(long[] differences, long seen, Random random) {
        int asFar = 0;
        for (int i = 0; i < DRAWN; i++) {
            long sum = 0;
            for (long difference : differences) {
                sum += random.nextBoolean() ? difference : -difference;
            }
            asFar += Math.abs(sum) >= seen ? 1 : 0;
        }
        return (asFar + 1.0) / (DRAWN + 1.0);
    }
}
