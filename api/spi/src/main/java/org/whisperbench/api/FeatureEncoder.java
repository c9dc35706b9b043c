package org.whisperbench.api;

import java.nio.file.Path;
import java.util.List;
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

    /**
     * Computes what the encoder makes of the first window of some audio: the features, then what each layer gives as far as
     * the model's files show it, then the encoder's output.
     *
     * @param audio 16 kHz mono speech
     * @param folder absolute path of an existing folder, in which a file {@code NAME.npy} is written for each, in the format
     *     of {@link #encodeFeatures} and with any shape
     * @return the names in the order of computing: {@code features}, then such as {@code hidden_states.0}, then {@code
     *     encoder}; only {@code features} if this engine shows no more
     * @throws BackendException if a file cannot be written or the engine fails ({@link ErrorKind#EXTERNAL})
     * @throws InterruptedException if the thread was interrupted
     */
    default List<String> encodeLayers(Audio audio, Path folder) throws InterruptedException {
        encodeFeatures(audio, folder.resolve("features.npy"));
        return List.of("features");
    }
}
