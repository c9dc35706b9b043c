package org.whisperbench.platform.isolate;

/**
 * An ability of models whose process ends if no call comes for long: it can be kept, since times of two processes do not
 * compare.
 */
public interface KeptAwake {

    /** Keeps the process until the model is closed, however long no call comes. */
    void stayAwake();
}
