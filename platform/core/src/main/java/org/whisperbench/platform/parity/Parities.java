package org.whisperbench.platform.parity;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.store.ModelStore;

/** Compares the features of two engines on the same audio. */
@ProviderType
public interface Parities {

    /** Largest relative error of layers that agree: a hundredth of how much a layer's numbers differ from their mean. */
    double TOLERANCE = 0.01;

    /**
     * Compares the input features first, then each layer of the encoder that both sides show, then its output; then the
     * first side with itself, and with itself and an error of ten times the tolerance planted in a layer in the middle.
     *
     * @param reference the first side
     * @param other the second side
     * @param audio a sound file, of which the first window is used
     * @param options how to load
     * @param tolerance largest relative error of layers that agree, more than 0
     * @return the comparison
     * @throws org.whisperbench.api.WhisperException if a side cannot be loaded or shows no features
     * @throws InterruptedException if the thread was interrupted
     */
    ParityReport compare(CatalogModel reference, CatalogModel other, Path audio, LoadOptions options, double tolerance)
            throws InterruptedException;

    /**
     * Returns comparisons over the given parts.
     *
     * @param store finds the models' files
     * @param audio decodes
     * @return the comparisons
     */
    static Parities over(ModelStore store, AudioFiles audio) {
        return new LoadingParities(store, audio);
    }
}
