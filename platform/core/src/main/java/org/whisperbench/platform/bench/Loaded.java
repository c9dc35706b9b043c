package org.whisperbench.platform.bench;

import java.util.Map;
import org.whisperbench.api.LoadedIdentity;

/**
 * What was loaded.
 *
 * @param identity as the engine tells it
 * @param effective every option that was in force, as far as the engine tells: when it loaded and when it transcribed
 * @param files how many of the model's files were verified by hash, and where they are
 * @param sha256 of the files that were opened, by their paths within the model, as far as the store knows them
 */
public record Loaded(LoadedIdentity identity, Map<String, String> effective, String files, Map<String, String> sha256) {

    /** Copies the maps. */
    public Loaded {
        effective = Map.copyOf(effective);
        sha256 = Map.copyOf(sha256);
    }
}
