package org.whisperbench.platform.check;

/** Told how far a check is. */
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
}
