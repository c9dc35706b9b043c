package org.whisperbench.platform.download;

import java.time.Duration;

/** Told how far downloads are. Calls come from any thread, several at once, return quickly and never throw. */
public interface DownloadListener {

    /**
     * A model's files are known.
     *
     * @param model how users name it
     * @param files how many files will be fetched
     * @param bytes sum of their lengths
     */
    default void planned(String model, int files, long bytes) {}

    /**
     * A file came this far.
     *
     * @param file model and path, unique among those that are fetched
     * @param doneBytes how much of it is on the disk; less than before if it had to begin again
     * @param totalBytes its length
     */
    default void advanced(String file, long doneBytes, long totalBytes) {}

    /**
     * Something failed and is tried again.
     *
     * @param what what failed
     * @param reason why
     * @param wait how long is waited before
     */
    default void retrying(String what, String reason, Duration wait) {}

    /**
     * Returns a listener that ignores everything.
     *
     * @return the listener
     */
    static DownloadListener none() {
        return new DownloadListener() {};
    }
}
