package org.whisperbench.platform.check;

/**
 * How models are to be checked.
 *
 * @param method how closely to look
 * @param fresh whether what was found earlier about the same files is ignored
 * @param workers how many models at most are loaded at once; 0 for as many as there are processors, up to 4. Memory may
 *     allow fewer
 */
public record CheckOptions(Checks.Method method, boolean fresh, int workers) {

    private static final int MOST = 4;

    /** Validates the number. */
    public CheckOptions {
        if (workers < 0) {
            throw new IllegalArgumentException("%d workers are fewer than none".formatted(workers));
        }
    }

    /**
     * Returns the options for a method.
     *
     * @param method how closely to look
     * @return what was found earlier counts; as many workers as are good
     */
    public static CheckOptions of(Checks.Method method) {
        return new CheckOptions(method, false, 0);
    }

    /** How many threads the models of a selection get. */
    int threads(int models, boolean inProcess) {
        // Engines in this process share its memory and its fate.
        int most = inProcess
                ? 1
                : workers > 0 ? workers : Math.min(MOST, Runtime.getRuntime().availableProcessors());
        return Math.max(1, Math.min(most, models));
    }
}
