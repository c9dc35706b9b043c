package org.whisperbench.backend.onnx;

/** The one place that asks whether a caller has lost interest. */
final class Interruption {

    private Interruption() {}

    /**
     * Returns if the thread goes on.
     *
     * @throws InterruptedException if it was interrupted; its flag is cleared
     */
    static void check() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
