package org.whisperbench.platform.check;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.platform.hardware.FreeMemory;
import org.whisperbench.platform.store.ModelStore;

/**
 * Checks models: files present, with the right lengths and hashes, then really loaded and used for one inference. It
 * changes no model and never touches the network.
 *
 * <p>May be used by several threads at once.
 */
@ProviderType
public interface Checks {

    /**
     * Checks models by {@link Method#DEEP}; what is wrong with one is its result and does not stop the others.
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
        return check(selection, options, CheckOptions.of(Method.DEEP), listener);
    }

    /**
     * Checks models in the way that the user wants, several at once as far as processors and memory allow.
     *
     * @param selection which models
     * @param options how to load them; without a time limit each model has its own, see
     *     {@link org.whisperbench.api.ModelDescriptor#loadLimit}
     * @param how how closely to look, and whether good results of earlier checks of the same files count
     * @param listener told about each model
     * @return one result for each selected model, in the order of the selection
     * @throws org.whisperbench.api.WhisperException if the selection names something unknown
     * @throws InterruptedException if the thread was interrupted
     */
    CheckReport check(Selection selection, LoadOptions options, CheckOptions how, CheckListener listener)
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
     * @return the checks, which keep no results
     */
    static Checks over(Catalog catalog, ModelStore store, AudioFiles audio) {
        return over(catalog, store, audio, Optional.empty());
    }

    /**
     * Returns checks that keep their good results.
     *
     * @param catalog names models
     * @param store finds their files
     * @param audio makes the sound for the inference
     * @param kept folder for results, which need not exist; nothing is kept without one
     * @return the checks
     */
    static Checks over(Catalog catalog, ModelStore store, AudioFiles audio, Optional<Path> kept) {
        return new LoadingChecks(
                new CheckRun.Parts(catalog, store, audio), new KeptChecks(kept, Clock.systemUTC()), FreeMemory::bytes);
    }
}
