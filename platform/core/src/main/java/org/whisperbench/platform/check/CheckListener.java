package org.whisperbench.platform.check;

import java.time.Duration;

/** Told how far a check is; by several threads, one at a time. */
@FunctionalInterface
public interface CheckListener {

    /**
     * A model's check begins.
     *
     * @param model {@code backend/model}
     * @param index from 0 on
     * @param count how many models there are
     */
    void checking(String model, int index, int count);

    /**
     * A model's check has ended.
     *
     * @param check its result
     * @param facts what else is known of it
     * @param time how long it took
     */
    default void checked(ModelCheck check, ModelFacts facts, Duration time) {
        // Of no interest to who only shows how far it is.
    }
}
