package org.whisperbench.platform.store.hub;

import java.io.File;
import java.nio.file.Path;
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

    /** More than this all files of a commit together cannot have: up to here every program reads a number of JSON exactly. */
    public static final long MOST_BYTES = 1L << 53;

    /**
     * Tells whether the path may be created below a folder on this system.
     *
     * @param path a path as a hub gives it
     * @return false if it leads out of the folder, or if this is Windows and the path has a backslash or a colon, which there
     *     are a separator and the end of a drive or of a file's name
     */
    public static boolean isSafe(String path) {
        return isSafe(path, File.separatorChar == '\\');
    }

    static boolean isSafe(String path, boolean windows) {
        return staysBelow(path) && !(windows && (path.contains("\\") || path.contains(":")));
    }

    /**
     * Tells whether the path names something below a folder on a system whose only separator is {@code /}. A repository may
     * well have files that some other system cannot have; that matters only to who wants one of them there.
     *
     * @param path a path as a hub gives it
     * @return false if it is absolute, leads out of the folder or has a control character
     */
    public static boolean staysBelow(String path) {
        return path.chars().noneMatch(c -> c < ' ')
                && Arrays.stream(path.split("/", -1)).noneMatch(n -> n.isEmpty() || n.equals(".") || n.equals(".."));
    }

    /**
     * Returns the path of a file as a hub writes it.
     *
     * @param folder a folder
     * @param file a file below it
     * @return the names between them, separated by {@code /}; a backslash in a name stays where a name may have one
     */
    public static String path(Path folder, Path file) {
        String path = folder.relativize(file).toString();
        return File.separatorChar == '/' ? path : path.replace(File.separatorChar, '/');
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
