package org.whisperbench.platform.download;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;

/**
 * Brings models onto the disk. What is wrong with one model is its outcome and does not stop the others.
 *
 * <p>May be used by several threads and, beside huggingface_hub, by several processes at once.
 */
@ProviderType
public interface Downloads {

    /**
     * Fetches what is missing of some models. Where nothing is missing, nothing is asked for, unless the options say
     * otherwise.
     *
     * @param models which
     * @param options how
     * @param listener told what is being done
     * @return one outcome for each model, in their order
     * @throws InterruptedException if the thread was interrupted; partial files stay and are resumed next time
     */
    DownloadReport ensure(List<Wanted> models, DownloadOptions options, DownloadListener listener)
            throws InterruptedException;

    /**
     * Hashes every file of some models and fetches those that are damaged or missing. Links, references and what another
     * repository of the cache has are repaired without the network.
     *
     * @param models which
     * @param options how
     * @param listener told what is being done
     * @return one outcome for each model, in their order
     * @throws InterruptedException if the thread was interrupted
     */
    DownloadReport repair(List<Wanted> models, DownloadOptions options, DownloadListener listener)
            throws InterruptedException;

    /**
     * Asks for what is newer than what is on the disk. Changes nothing.
     *
     * @param models which; only those that follow a branch or tag of a repository can be newer
     * @param options how
     * @return one entry for each model that follows a branch or tag
     * @throws InterruptedException if the thread was interrupted
     */
    List<Upgrade> upgrades(List<Wanted> models, DownloadOptions options) throws InterruptedException;

    /**
     * Tells where files come from and whether a token is used, never which.
     *
     * @return facts about the settings
     */
    Access access();

    /**
     * Returns downloads into the folders of a store.
     *
     * @param roots where models are kept
     * @param store looks at them
     * @param environment environment variables: those of huggingface_hub, of proxies and of certificates
     * @return the downloads
     */
    static Downloads over(StoreRoots roots, ModelStore store, Map<String, String> environment) {
        return new NetworkDownloads(roots, store, environment);
    }

    /**
     * Where files come from.
     *
     * @param endpoint URL of the hub
     * @param offline whether the network may not be used
     * @param token where the token comes from, such as {@code HF_TOKEN}, or {@code none}
     */
    record Access(String endpoint, boolean offline, String token) {}
}
