package org.whisperbench.api;

import java.nio.file.Path;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Decoded speech: one channel, 16 000 samples a second, on disk rather than on the heap.
 *
 * <p>May be read by several threads at once.
 */
@ProviderType
public interface Audio {

    /** Samples a second. */
    int SAMPLE_RATE_HZ = 16_000;

    /**
     * Returns the number of samples.
     *
     * @return at least 0
     */
    long sampleCount();

    /**
     * Returns how long the speech is.
     *
     * @return the number of samples as a time, to the nanosecond
     */
    default Duration duration() {
        return Duration.ofNanos(sampleCount() * (1_000_000_000L / SAMPLE_RATE_HZ));
    }

    /**
     * Reads samples.
     *
     * @param fromSample index of the first sample, from 0 on
     * @param into filled from its beginning with values from -1 to 1
     * @return how many samples were read: less than the array's length only at the end, 0 at or past the end
     * @throws WhisperException if the file cannot be read, or the thread was interrupted, which then keeps its flag
     *     ({@link ErrorKind#EXTERNAL}); a backend may let it pass
     * @throws IndexOutOfBoundsException if {@code fromSample} is negative
     */
    int read(long fromSample, float[] into);

    /**
     * Returns the same samples as a file, for engines in other processes.
     *
     * @return absolute path of a WAV file, PCM, 16 bit, mono, 16 000 Hz; it exists as long as this audio is in use
     */
    Path wav();
}
