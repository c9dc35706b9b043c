package org.whisperbench.platform.check;

import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * Memory that models which are loaded at once share. A model that is larger than all of it is loaded alone: whether it fits
 * is the engine's to find out. Several threads use it.
 */
final class MemoryBudget {

    /** Weights are read, converted and computed with: engines take up to twice the length of their files. */
    private static final int FACTOR = 2;
    /** What an engine's process takes before it has a model. */
    private static final long PROCESS_MIB = 300;

    private static final long MIB = 1L << 20;

    private final int allMib;
    private final Semaphore mib;

    /**
     * Makes a budget.
     *
     * @param freeBytes memory that can be used now; where nobody knows, models are loaded one after the other
     */
    MemoryBudget(OptionalLong freeBytes) {
        this.allMib = (int) Math.min(Integer.MAX_VALUE, Math.max(1, freeBytes.orElse(0) / MIB));
        this.mib = new Semaphore(allMib, true);
    }

    /**
     * Waits until there is room for a model.
     *
     * @return what was taken, for {@link #giveBack}
     */
    int take(long modelBytes) throws InterruptedException {
        int wanted = (int) Math.min(allMib, PROCESS_MIB + FACTOR * (modelBytes / MIB));
        mib.acquire(wanted);
        return wanted;
    }

    /** Ends the use of what was taken. */
    void giveBack(int taken) {
        mib.release(taken);
    }
}
