package org.whisperbench.platform.download;

import java.util.List;

/**
 * What became of some downloads.
 *
 * @param models one outcome for each model
 * @param fetchedBytes what came over the network, in bytes
 * @param seconds how long it took
 */
public record DownloadReport(List<Outcome> models, long fetchedBytes, double seconds) {

    /** Copies the list. */
    public DownloadReport {
        models = List.copyOf(models);
    }

    /**
     * Tells whether every model is on the disk now, or would be.
     *
     * @return false if one is not
     */
    public boolean allWell() {
        return models.stream().allMatch(m -> m.result().isWell());
    }

    /**
     * Tells whether nothing could be tried for want of the network.
     *
     * @return true if every model that is not well is so because the network may not be used
     */
    public boolean noneTried() {
        return models.stream().allMatch(m -> m.result().isWell() || m.result() == Result.OFFLINE);
    }

    /**
     * What became of a model.
     *
     * @param model how users name it
     * @param result what became of it
     * @param reason why, or where it is, in one line
     * @param files how many files it has
     * @param fetchedFiles how many of them were fetched, or would be
     * @param fetchedBytes how much came over the network, or would
     * @param sizeBytes sum of the lengths of its files
     */
    public record Outcome(
            String model,
            Result result,
            String reason,
            int files,
            int fetchedFiles,
            long fetchedBytes,
            long sizeBytes) {}

    /** What became of a model. */
    public enum Result {
        /** Everything was there already. */
        PRESENT,
        /** It was fetched. */
        DOWNLOADED,
        /** Something of it was damaged or missing, and is sound now. */
        REPAIRED,
        /** Nothing was done, since only that was asked for. */
        PLANNED,
        /** It has no source on a network: it is a folder of the user's, or came with the installation. */
        SKIPPED,
        /** It is missing, and the network may not be used. */
        OFFLINE,
        /** Its owner wants to know who asks. */
        AUTH_REQUIRED,
        /** It could not be fetched. */
        FAILED;

        /**
         * Tells whether there is nothing to complain about.
         *
         * @return false if the model is missing or damaged
         */
        public boolean isWell() {
            return switch (this) {
                case PRESENT, DOWNLOADED, REPAIRED, PLANNED, SKIPPED -> true;
                case OFFLINE, AUTH_REQUIRED, FAILED -> false;
            };
        }
    }
}
