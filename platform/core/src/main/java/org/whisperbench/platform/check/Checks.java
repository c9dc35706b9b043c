package org.whisperbench.platform.check;

import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.store.ModelStore;

/**
 * Checks models: files present, with the right lengths and hashes, then really loaded and used for one inference. It
 * changes nothing and never touches the network.
 *
 * <p>May be used by several threads at once.
 */
@ProviderType
public interface Checks {

    /**
     * Checks models one after the other; what is wrong with one is its result and does not stop the others.
     *
     * @param selection which models
     * @param options how to load them
     * @param listener told about each model
     * @return one result for each selected model
     * @throws org.whisperbench.api.WhisperException if the selection names something unknown
     * @throws InterruptedException if the thread was interrupted
     */
    CheckReport check(Selection selection, LoadOptions options, CheckListener listener) throws InterruptedException;

    /**
     * Returns the models and what is on disk of them, without loading any and without reading their content.
     *
     * @param selection which models
     * @return one entry for each selected model
     * @throws org.whisperbench.api.WhisperException if the selection names something unknown
     * @throws InterruptedException if the thread was interrupted
     */
    ModelsReport models(Selection selection) throws InterruptedException;

    /**
     * Returns checks over the given parts.
     *
     * @param catalog names models
     * @param store finds their files
     * @param audio makes the sound for the inference
     * @return the checks
     */
    static Checks over(Catalog catalog, ModelStore store, AudioFiles audio) {
        return new LoadingChecks(catalog, store, audio);
    }
}
