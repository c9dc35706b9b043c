package org.whisperbench.platform.download;

import java.time.Duration;

/**
 * How to download.
 *
 * @param pace how fast and how long
 * @param mirror servers to use in place of the hub, separated by commas, tried in turn: {@code URL} for every repository,
 *     {@code OWNER/NAME=URL} or {@code OWNER/*=URL} for some; empty for the hub. No token is sent to a mirror
 * @param tokenFile path of a file with the token to use; empty for the token that the environment names
 * @param offline whether the network may not be used
 * @param mode what to do
 */
public record DownloadOptions(Pace pace, String mirror, String tokenFile, boolean offline, Mode mode) {

    /** What to do with what is there or missing. */
    public enum Mode {
        /** Fetch what is missing. */
        MISSING,
        /** Ask whether a branch or tag moved, and follow it. */
        UPGRADE,
        /** Fetch everything anew, even what seems sound. */
        FORCE,
        /** Tell what would be fetched, and fetch nothing. */
        DRY_RUN,
        /** Tell what would be fetched anew, and fetch nothing. */
        DRY_RUN_FORCE;

        /**
         * Tells whether nothing is fetched.
         *
         * @return true for a plan only
         */
        public boolean isPlan() {
            return this == DRY_RUN || this == DRY_RUN_FORCE;
        }

        /**
         * Tells whether what seems sound counts for nothing.
         *
         * @return true if everything is meant
         */
        public boolean isForced() {
            return this == FORCE || this == DRY_RUN_FORCE;
        }
    }

    /**
     * How fast and how long.
     *
     * @param files how many files at once, at least 1
     * @param connections how many connections for one large file, at least 1
     * @param bytesPerSecond limit of all together, 0 for none
     * @param timeout how long one model may take, zero for any time
     * @param retries how often a request is repeated that failed for a reason that may pass
     */
    public record Pace(int files, int connections, long bytesPerSecond, Duration timeout, int retries) {

        /** Validates the numbers. */
        public Pace {
            if (files < 1 || connections < 1 || bytesPerSecond < 0 || retries < 0 || timeout.isNegative()) {
                throw new IllegalArgumentException("%d files, %d connections, %d bytes/s, %d retries, %s cannot be"
                        .formatted(files, connections, bytesPerSecond, retries, timeout));
            }
        }
    }

    /**
     * Returns the usual options: three files at once, eight connections for a large one, five retries.
     *
     * @return the options
     */
    public static DownloadOptions defaults() {
        return new DownloadOptions(new Pace(3, 8, 0, Duration.ZERO, 5), "", "", false, Mode.MISSING);
    }

    /**
     * Changes what to do.
     *
     * @param other what to do
     * @return options that are otherwise the same
     */
    public DownloadOptions with(Mode other) {
        return new DownloadOptions(pace, mirror, tokenFile, offline, other);
    }

    /**
     * Changes how fast and how long.
     *
     * @param other how fast and how long
     * @return options that are otherwise the same
     */
    public DownloadOptions with(Pace other) {
        return new DownloadOptions(other, mirror, tokenFile, offline, mode);
    }
}
