package org.whisperbench.platform.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.whisperbench.platform.store.Whereabouts;

/**
 * The results of a check.
 *
 * @param models one for each model, in the order of the selection
 * @param facts what else is known of each model, in the same order
 * @param storage what the models take on disk, and what there is room for
 */
public record CheckReport(List<ModelCheck> models, List<ModelFacts> facts, Storage storage) {

    private static final Set<ModelStatus> MENDED_BY_DOWNLOAD = Set.of(
            ModelStatus.ABSENT,
            ModelStatus.INCOMPLETE,
            ModelStatus.TRUNCATED,
            ModelStatus.CORRUPT,
            ModelStatus.REF_DAMAGED);

    /** Copies the lists. */
    public CheckReport {
        models = List.copyOf(models);
        facts = List.copyOf(facts);
        if (facts.size() != models.size()) {
            throw new IllegalArgumentException("%d facts of %d models".formatted(facts.size(), models.size()));
        }
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
     * Returns whether no model could even be tried, since its engine cannot run on this machine or nothing of it is there.
     *
     * @return true if nothing is known about any model
     */
    public boolean noneTried() {
        return models.stream().allMatch(m -> m.status() == ModelStatus.UNAVAILABLE || m.status() == ModelStatus.ABSENT);
    }

    /**
     * Returns whether nothing is wrong but that models are not there.
     *
     * @return true if some are absent, and the others are what was asked for
     */
    public boolean onlyAbsent() {
        return !allLoadable()
                && models.stream()
                        .filter(m -> m instanceof ModelCheck.NotLoadable)
                        .allMatch(m -> m.status() == ModelStatus.ABSENT);
    }

    /**
     * Returns what the downloads would have to fetch.
     *
     * @return the models with a known length together, in bytes, and how many have an unknown one
     */
    public Needed needed() {
        long bytes = 0;
        int unknown = 0;
        for (int i = 0; i < models.size(); i++) {
            long wanted = isMendedByDownload(i) ? facts.get(i).neededBytes() : 0;
            bytes += Math.max(0, wanted);
            unknown += wanted < 0 ? 1 : 0;
        }
        return new Needed(bytes, unknown);
    }

    /**
     * What downloads would have to fetch.
     *
     * @param bytes of the models whose lengths are known
     * @param unknownModels how many models have files whose length nobody knows without the network
     */
    public record Needed(long bytes, int unknownModels) {}

    /**
     * Returns the models of which something is missing or damaged, so that a download would mend them.
     *
     * @return their names, as {@code backend/model}
     */
    public List<String> toDownload() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            if (isMendedByDownload(i)) {
                names.add(models.get(i).model());
            }
        }
        return names;
    }

    /** What is in no hub's cache and has nothing to be fetched comes from no network: it is bundled, or the user's folder. */
    private boolean isMendedByDownload(int index) {
        boolean fromHub = facts.get(index).places().hub().extent() != Whereabouts.Extent.NOT_APPLICABLE;
        return MENDED_BY_DOWNLOAD.contains(models.get(index).status())
                && (fromHub || facts.get(index).neededBytes() != 0);
    }
}
