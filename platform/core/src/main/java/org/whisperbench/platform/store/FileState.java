package org.whisperbench.platform.store;

import java.nio.file.Path;

/**
 * What a look at one file of a model showed.
 *
 * @param path path as the descriptor writes it
 * @param location where it is, or belongs
 * @param finding what it is
 * @param actualBytes its length in bytes, 0 if it is missing
 * @param expectedBytes what its length should be, -1 if nobody knows
 * @param problem what is wrong with it, or an empty text
 */
public record FileState(
        String path, Path location, Finding finding, long actualBytes, long expectedBytes, String problem) {

    /** What a file is. */
    public enum Finding {
        /** Its content has the hash that it should have. */
        VERIFIED,
        /** It has the length that it should have; nobody looked at its content. */
        LENGTH_RIGHT,
        /** It is there and not empty; nobody knows its length or hash. */
        UNVERIFIED,
        /** It is not there, or a link to nothing. */
        MISSING,
        /** It is too short. */
        TRUNCATED,
        /** It is too long, has another content, or cannot be read. */
        CORRUPT
    }

    /**
     * Tells whether nothing is known to be wrong.
     *
     * @return false if it is missing, truncated or corrupt
     */
    public boolean isSound() {
        return switch (finding) {
            case VERIFIED, LENGTH_RIGHT, UNVERIFIED -> true;
            case MISSING, TRUNCATED, CORRUPT -> false;
        };
    }

    /** The state of a model that has this file as its first damage. */
    DiskState asDamage() {
        return finding == Finding.TRUNCATED
                        || (finding == Finding.CORRUPT && expectedBytes != actualBytes && expectedBytes >= 0)
                ? new DiskState.Truncated(location, actualBytes, expectedBytes)
                : new DiskState.Corrupt(location, problem);
    }
}
