package org.whisperbench.backend.onnx;

/** Computes the logarithms of mel spectra, frame by frame. */
interface LogMelFrames {

    /**
     * Returns the number of mel filters.
     *
     * @return the number
     */
    int melBins();

    /**
     * Computes frames.
     *
     * @param samples 16 kHz mono; frame {@code f} covers 400 of them from {@code f * 160} on
     * @param frames number of frames; the samples reach to the end of the last
     * @param into receives decimal logarithms: one row of {@code stride} values for each mel filter
     * @param stride distance between the rows
     * @throws InterruptedException if the thread was interrupted
     */
    void compute(float[] samples, int frames, float[] into, int stride) throws InterruptedException;

    /**
     * Starts something on another thread, if there is one.
     *
     * @param task what is to be done
     * @return true if it will be done
     */
    default boolean ahead(Runnable task) {
        return false;
    }
}
