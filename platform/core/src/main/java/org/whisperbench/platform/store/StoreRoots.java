package org.whisperbench.platform.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The folders in which models are looked for.
 *
 * @param bundled folders that hold bundled models, in order of search
 * @param hub the cache of a Hugging Face compatible hub, that is the folder that holds {@code models--OWNER--NAME}
 */
public record StoreRoots(List<Path> bundled, Path hub) {

    /** Copies the list. */
    public StoreRoots {
        bundled = List.copyOf(bundled);
    }

    /**
     * Returns the hub's cache that the environment names, by the rules of huggingface_hub's {@code constants.py}:
     * {@code HF_HUB_CACHE}, else {@code HUGGINGFACE_HUB_CACHE}, else {@code HF_HOME/hub}, else
     * {@code XDG_CACHE_HOME/huggingface/hub}, else {@code ~/.cache/huggingface/hub}, where {@code HOME} comes before the
     * home folder that the system knows.
     *
     * @param environment environment variables
     * @return absolute path of the cache; it need not exist
     */
    public static Path hubCache(Map<String, String> environment) {
        Path home = folder(environment, "HOME", Path.of(System.getProperty("user.home")));
        Path cache = folder(environment, "XDG_CACHE_HOME", home.resolve(".cache"));
        Path hugging = folder(environment, "HF_HOME", cache.resolve("huggingface"));
        Path old = folder(environment, "HUGGINGFACE_HUB_CACHE", hugging.resolve("hub"));
        return folder(environment, "HF_HUB_CACHE", old).toAbsolutePath();
    }

    private static Path folder(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : Path.of(value);
    }
}
