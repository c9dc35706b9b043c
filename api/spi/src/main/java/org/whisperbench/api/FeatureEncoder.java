package org.whisperbench.api;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Shows the features that an engine feeds its model: an ability, see {@link SpeechModel#ability}.
 *
 * <p>The thread rule is that of the model.
 */
@ConsumerType
public interface FeatureEncoder {

    /**
     * Computes the features of the first window of some audio, as the model gets them.
     *
     * @param audio 16 kHz mono speech
     * @param file absolute path of the file to write, in the format {@code .npy} of NumPy: little-endian 32-bit numbers of
     *     shape (1, mel bins, frames), in C order
     * @throws BackendException if the file cannot be written or the engine fails ({@link ErrorKind#EXTERNAL})
     * @throws InterruptedException if the thread was interrupted
     */
    void encodeFeatures(Audio audio, Path file) throws InterruptedException;
}
