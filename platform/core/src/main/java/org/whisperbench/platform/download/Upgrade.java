package org.whisperbench.platform.download;

/**
 * How a model on the disk compares with the hub.
 *
 * @param model how users name it
 * @param revision branch or tag that it follows
 * @param local commit on the disk, or an empty text if there is none
 * @param remote commit on the hub, or an empty text if it could not be asked
 * @param problem why it could not be asked, or an empty text
 */
public record Upgrade(String model, String revision, String local, String remote, String problem) {

    /**
     * Tells whether the hub has another commit than the disk.
     *
     * @return false if they are the same, or if one is unknown
     */
    public boolean isNewer() {
        return !remote.isEmpty() && !local.isEmpty() && !local.equals(remote);
    }
}
