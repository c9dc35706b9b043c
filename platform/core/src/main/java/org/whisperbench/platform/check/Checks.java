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
     * Checks models by {@link Method#DEEP}, one after the other; what is wrong with one is its result and does not stop the
     * others.
     *
     * @param selection which models
     * @param options how to load them
     * @param listener told about each model
     * @return one result for each selected model
     * @throws org.whisperbench.api.WhisperException if the selection names something unknown
     * @throws InterruptedException if the thread was interrupted
     */
    default CheckReport check(Selection selection, LoadOptions options, CheckListener listener)
            throws InterruptedException {
        return check(selection, options, Method.DEEP, listener);
    }

    /**
     * Checks models by a method of the user's choice, one after the other.
     *
     * @param selection which models
     * @param options how to load them; without a time limit each model has its own, see
     *     {@link org.whisperbench.api.ModelDescriptor#loadLimit}
     * @param method how closely to look
     * @param listener told about each model
     * @return one result for each selected model
     * @throws org.whisperbench.api.WhisperException if the selection names something unknown
     * @throws InterruptedException if the thread was interrupted
     */
    CheckReport check(Selection selection, LoadOptions options, Method method, CheckListener listener)
            throws InterruptedException;

    /** How closely to look at a model. */
    enum Method {
        /** Lengths, hashes where they are known, and the tables of files with weights, walked to their end. Loads nothing. */
        FILES,
        /** Lengths; then the backend loads it and transcribes a second of sound. */
        LOAD,
        /** Lengths and hashes; then the backend loads it and transcribes a second of sound. */
        DEEP
    }

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
     * Reads which tensors a model has, from the tables of its files and without loading it.
     *
     * @param model a model's name as in {@link Selection#models}, or the path of a file with weights
     * @return the tensors of each of its files with weights
     * @throws org.whisperbench.api.WhisperException if it is not there or not whole
     *     ({@link org.whisperbench.api.ErrorKind#MISSING_MODEL}), or no or several models have that name
     *     ({@link org.whisperbench.api.ErrorKind#USER})
     * @throws InterruptedException if the thread was interrupted
     */
    TensorsReport tensors(String model) throws InterruptedException;

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
