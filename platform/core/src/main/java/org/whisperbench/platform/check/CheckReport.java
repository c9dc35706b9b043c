package org.whisperbench.platform.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The results of a check.
 *
 * @param models one for each model, in the order of the selection
 * @param storage what the models take on disk, and what there is room for
 */
public record CheckReport(List<ModelCheck> models, Storage storage) {

    private static final Set<ModelStatus> MENDED_BY_DOWNLOAD = Set.of(
            ModelStatus.ABSENT,
            ModelStatus.INCOMPLETE,
            ModelStatus.TRUNCATED,
            ModelStatus.CORRUPT,
            ModelStatus.REF_DAMAGED);

    /** Copies the list. */
    public CheckReport {
        models = List.copyOf(models);
    }

    /**
     * What models take on disk.
     *
     * @param usedBytes lengths of all files of the models that are there, each physical file once
     * @param downloads folder that is downloaded into; it need not exist
     * @param freeBytes room on its disk; -1 if nobody can tell
     */
    public record Storage(long usedBytes, Path downloads, long freeBytes) {}

    /**
     * Returns whether every model is what was asked for: loads and infers, or is whole where nothing was to be loaded.
     *
     * @return true if there is nothing to complain about
     */
    public boolean allLoadable() {
        return models.stream().noneMatch(m -> m instanceof ModelCheck.NotLoadable);
    }

    /**
     * Returns whether no model could even be tried, since every engine cannot run on this machine.
     *
     * @return true if nothing is known about any model
     */
    public boolean noneTried() {
        return models.stream().allMatch(m -> m.status() == ModelStatus.UNAVAILABLE);
    }

    /**
     * Returns the models of which something is missing or damaged, so that a download would mend them.
     *
     * @return their names, as {@code backend/model}
     */
    public List<String> toDownload() {
        return models.stream()
                .filter(m -> MENDED_BY_DOWNLOAD.contains(m.status()))
                .map(ModelCheck::model)
                .toList();
    }
}
