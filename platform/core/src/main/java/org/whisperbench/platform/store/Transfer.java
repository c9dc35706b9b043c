package org.whisperbench.platform.store;

import java.util.List;

/**
 * What was copied, exported or imported.
 *
 * @param revisions {@code OWNER/NAME@COMMIT} of each
 * @param files how many files
 * @param bytes sum of their lengths in bytes
 * @param place where they are now
 */
public record Transfer(List<String> revisions, int files, long bytes, String place) {

    /** Copies the list. */
    public Transfer {
        revisions = List.copyOf(revisions);
    }
}
