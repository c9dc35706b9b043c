package org.whisperbench.platform.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.ResolvedModel;

/**
 * Says where models are on disk and in which state, and keeps order there. Never touches the network; writes only where a
 * method says so.
 *
 * <p>What is kept in the hub's cache is named as {@code OWNER/NAME} for a whole repository, or
 * {@code OWNER/NAME@REVISION} with a branch, tag or commit. Every method that takes such a name throws a
 * {@link org.whisperbench.api.WhisperException} if it is not there
 * ({@link org.whisperbench.api.ErrorKind#MISSING_MODEL}) or the disk refuses
 * ({@link org.whisperbench.api.ErrorKind#EXTERNAL}).
 *
 * <p>May be used by several threads and, beside huggingface_hub, by several processes at once.
 */
@ProviderType
public interface ModelStore {

    /**
     * Returns the folder in which downloaded repositories are kept.
     *
     * @return absolute path of the hub's cache; it need not exist
     */
    Path hub();

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
     * Looks at every file of a model.
     *
     * @param descriptor which model
     * @param depth how closely to look
     * @return the model's state and that of each file
     * @throws InterruptedException if the thread was interrupted while it hashed
     */
    Examination examine(ModelDescriptor descriptor, Depth depth) throws InterruptedException;

    /**
     * Looks at every file of several models at once: what is hashed is hashed on all processors, whichever model it is of.
     *
     * @param descriptors which models
     * @param depth how closely to look
     * @param progress told on this thread how much is done, from 0 to 1, where files are hashed
     * @return one for each model, in their order
     * @throws InterruptedException if the thread was interrupted while it hashed
     */
    List<Examination> examineAll(List<ModelDescriptor> descriptors, Depth depth, DoubleConsumer progress)
            throws InterruptedException;

    /**
     * Looks for a model in the hub's cache and outside of it, by names and lengths.
     *
     * @param descriptor which model
     * @return what is in which place
     * @throws InterruptedException if the thread was interrupted
     */
    Whereabouts whereabouts(ModelDescriptor descriptor) throws InterruptedException;

    /**
     * Returns where {@link #copy} has to put a repository so that it is found outside of the hub's cache: in the first folder
     * of {@code WHISPERBENCH_LOCAL_DIRS}, else in this platform's own folder for models.
     *
     * @param owner id of the backend that uses it
     * @param source the repository
     * @return absolute path; it need not exist
     */
    Path localFolder(String owner, ModelSource.Repository source);

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
     * Describes a revision in the hub's cache by what is kept of it: by the listing of its commit, else by the files of
     * its snapshot.
     *
     * @param name a repository or one of its revisions
     * @return a description whose name is the repository's
     */
    ModelDescriptor describe(String name);

    /**
     * Lists what is kept, each physical file once.
     *
     * @return everything below the hub's cache, and the models of other programs
     */
    Inventory inventory();

    /**
     * Tells whether anything is known that a download from a web server must be equal to.
     *
     * @param source address and published hash
     * @return true if its publisher states a hash or an earlier download wrote down what came
     */
    boolean knowsContent(ModelSource.Web source);

    /**
     * Looks at the models that other programs keep, by what those programs or publishers wrote down.
     *
     * @param depth how closely to look
     * @return in the order of the programs' folders
     * @throws InterruptedException if the thread was interrupted while it hashed
     */
    List<OtherModel> examineOthers(Depth depth) throws InterruptedException;

    /**
     * Looks at a plain folder, as {@code hf download --local-dir}, WhisperKit and {@link #copy} leave it: by the hashes that
     * they wrote down.
     *
     * @param folder an existing folder
     * @param depth how closely to look
     * @return the state of the folder and of each file in it; a file of which nothing is written down is unverified
     * @throws InterruptedException if the thread was interrupted while it hashed
     */
    Examination examineFolder(Path folder, Depth depth) throws InterruptedException;

    /**
     * Returns the files that other programs keep: candidates for contents that are wanted here.
     *
     * @return by their lengths in bytes, without empty ones
     */
    Map<Long, List<OtherFile>> elsewhere();

    /**
     * Finds out what deleting some repositories or revisions would delete. Deletes nothing.
     *
     * @param names repositories and revisions
     * @return the plan; what other revisions use is not in it
     * @throws org.whisperbench.api.WhisperException if one of them is pinned
     *     ({@link org.whisperbench.api.ErrorKind#USER})
     */
    default Removal planRemoval(Collection<String> names) {
        return planRemoval(names, List.of());
    }

    /**
     * Finds out what deleting some repositories, revisions and downloads from the web would delete. Deletes nothing.
     *
     * @param names repositories and revisions
     * @param downloads models that come from no hub
     * @return the plan, with what downloads left that did not end; what other revisions use is not in it
     * @throws org.whisperbench.api.WhisperException if one of them is pinned or a link to another folder
     *     ({@link org.whisperbench.api.ErrorKind#USER}), or if a download is not there
     *     ({@link org.whisperbench.api.ErrorKind#MISSING_MODEL})
     */
    Removal planRemoval(Collection<String> names, Collection<WebFolder> downloads);

    /**
     * Returns where a model is kept that comes from no hub.
     *
     * @param source where it comes from
     * @return its folder, which need not be there
     */
    WebFolder download(ModelSource.Web source);

    /**
     * Returns a model that comes from no hub by the name of its folder, as {@link #inventory} lists it.
     *
     * @param name the last name of the folder's path
     * @return the folder, or nothing if neither it is there nor anything that a download of it left
     */
    Optional<WebFolder> download(String name);

    /**
     * Protects a model that comes from no hub from being removed, or ends that. Writes a mark beside its folder.
     *
     * @param download its folder
     * @param pinned whether it is protected from now on
     */
    void pin(WebFolder download, boolean pinned);

    /**
     * Finds out what nobody needs: partial downloads, from web servers too, revisions that no reference names, contents that no
     * revision uses. Deletes nothing.
     *
     * @param inUse models whose revisions stay even if no reference names them
     * @return the plan; what is pinned or was written in the last minutes is not in it
     */
    Removal planPruning(Collection<ModelDescriptor> inUse);

    /**
     * Deletes what a plan names, references and snapshots before contents, and only what is as it was when the plan was made.
     *
     * @param plan the plan
     * @return how many bytes were freed
     * @throws org.whisperbench.api.WhisperException if something was pinned or changed since, before anything is deleted if it
     *     was known then ({@link org.whisperbench.api.ErrorKind#USER})
     * @throws InterruptedException if the thread was interrupted; what was deleted until then stays deleted
     */
    long remove(Removal plan) throws InterruptedException;

    /**
     * Protects a revision from being removed, or ends that. Writes a mark into the repository's folder.
     *
     * @param name a repository, for what its branch {@code main} names, or one of its revisions
     * @param pinned whether it is protected from now on
     * @return the commit
     */
    String pin(String name, boolean pinned);

    /**
     * Copies a revision into a plain folder, in the layout of {@code hf download --local-dir}, and verifies each file on
     * the way.
     *
     * @param name a repository or one of its revisions
     * @param folder where to; created if it is not there
     * @return what was copied
     * @throws org.whisperbench.api.WhisperException if the folder has a file of one of the names with another content, which no
     *     copy or download wrote ({@link org.whisperbench.api.ErrorKind#USER})
     * @throws InterruptedException if the thread was interrupted
     */
    default Transfer copy(String name, Path folder) throws InterruptedException {
        return copy(name, folder, false);
    }

    /**
     * Copies a revision into a plain folder, as {@link #copy(String, Path)} does.
     *
     * @param name a repository or one of its revisions
     * @param folder where to; created if it is not there
     * @param replace whether files with another content are replaced
     * @return what was copied
     * @throws InterruptedException if the thread was interrupted
     */
    Transfer copy(String name, Path folder, boolean replace) throws InterruptedException;

    /**
     * Writes revisions into a tar file that another machine can import, or that can be unpacked in a hub's cache.
     *
     * @param names repositories and revisions
     * @param archive the file, which must not exist
     * @return what was written
     * @throws InterruptedException if the thread was interrupted; the file is deleted then
     */
    Transfer exportTo(List<String> names, Path archive) throws InterruptedException;

    /**
     * Reads a tar file that {@link #exportTo} wrote into the hub's cache. Every content is verified by the hash that is its
     * name, and nothing is written outside of the cache.
     *
     * @param archive the file
     * @return what was read
     * @throws org.whisperbench.api.WhisperException if it is damaged or no such file
     *     ({@link org.whisperbench.api.ErrorKind#USER})
     * @throws InterruptedException if the thread was interrupted; what was complete until then stays
     */
    Transfer importFrom(Path archive) throws InterruptedException;

    /**
     * Returns a store over some folders.
     *
     * @param roots where models are
     * @return the store
     */
    static ModelStore over(StoreRoots roots) {
        return new DiskStore(roots);
    }

    /** How closely to look at files. */
    enum Depth {
        /** Whether they exist, and their lengths. */
        LENGTHS,
        /** Also their hashes, where the descriptor, the listing of the commit or the name of the content tells them. */
        HASHES
    }
}
