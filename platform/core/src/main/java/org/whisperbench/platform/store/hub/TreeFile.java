package org.whisperbench.platform.store.hub;

import java.util.Arrays;
import java.util.Optional;

/**
 * A file of a commit, as the hub lists it.
 *
 * @param path path in the repository, with {@code /} between names
 * @param sizeBytes length of the content in bytes
 * @param blobId git's hash of the file in the repository: of the content, or of the pointer to large file storage
 * @param sha256 SHA-256 of a file in large file storage, or an empty text
 * @param xetHash hash by which the hub's chunk store knows the content, or an empty text
 */
public record TreeFile(String path, long sizeBytes, String blobId, String sha256, String xetHash) {

    /**
     * Tells whether the path is one that may be created below a folder on any system.
     *
     * @param path a path as a hub gives it
     * @return false if it is absolute or leads out of the folder, or has a drive, a backslash or a control character
     */
    public static boolean isSafe(String path) {
        return !path.isEmpty()
                && path.chars().noneMatch(c -> c == '\\' || c == ':' || c < ' ')
                && Arrays.stream(path.split("/", -1)).noneMatch(n -> n.isEmpty() || n.equals(".") || n.equals(".."));
    }

    /**
     * Returns the name of the blob that holds the content.
     *
     * @return the SHA-256 where there is one, else git's hash
     */
    public String etag() {
        return sha256.isEmpty() ? blobId : sha256;
    }

    /**
     * Returns what the content hashes to.
     *
     * @return the hash, or nothing if the hub gave none
     */
    public Optional<ContentHash> hash() {
        return ContentHash.ofBlobName(etag());
    }
}
