package org.whisperbench.platform.audio;

/** A device's sound as it comes: integers of 16 bits with sign, little-endian, channel after channel. */
interface CaptureLine {

    int rateHz();

    int channels();

    /**
     * Waits for sound.
     *
     * @return how many bytes of whole samples were read; 0 or less once the line is stopped and everything was read
     */
    int read(byte[] into);

    /** Ends the recording; what is recorded can still be read. May be called by any thread, more than once. */
    void stop();

    /** Gives the device back. */
    void close();

    /** Opens a device. */
    @FunctionalInterface
    interface Opening {
        CaptureLine open();
    }
}
