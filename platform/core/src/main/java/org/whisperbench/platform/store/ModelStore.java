package org.whisperbench.platform.store;

import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ResolvedModel;

/**
 * Says where models are on disk. Never writes, never touches the network.
 *
 * <p>May be used by several threads at once.
 */
@ProviderType
public interface ModelStore {

    /**
     * Looks at a model on disk.
     *
     * @param descriptor which model
     * @param depth how closely to look
     * @return its state
     * @throws InterruptedException if the thread was interrupted while it hashed
     */
    DiskState state(ModelDescriptor descriptor, Depth depth) throws InterruptedException;

    /**
     * Returns a model that is there.
     *
     * @param address how users name the model, for messages
     * @param descriptor which model
     * @return the model with its folder
     * @throws org.whisperbench.api.WhisperException if a file is missing or has the wrong length
     *     ({@link org.whisperbench.api.ErrorKind#MISSING_MODEL})
     * @throws InterruptedException if the thread was interrupted
     */
    ResolvedModel resolve(String address, ModelDescriptor descriptor) throws InterruptedException;

    /**
     * Returns a store over some folders.
     *
     * @param roots where models are
     * @return the store
     */
    static ModelStore over(StoreRoots roots) {
        return new FolderStore(roots);
    }

    /** How closely to look at files. */
    enum Depth {
        /** Whether they exist, and their lengths. */
        LENGTHS,
        /** Also their hashes, where the descriptor names them. */
        HASHES
    }
}
