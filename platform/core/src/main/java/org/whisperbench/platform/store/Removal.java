package org.whisperbench.platform.store;

import java.nio.file.Path;
import java.util.List;

/**
 * A plan of what to delete, in the order in which it is to be deleted.
 *
 * @param items what goes
 * @param kept what stays although one might expect it to go, one line each with the reason
 */
public record Removal(List<Item> items, List<String> kept) {

    /** Copies the lists. */
    public Removal {
        items = List.copyOf(items);
        kept = List.copyOf(kept);
    }

    /**
     * Returns how much space the plan frees.
     *
     * @return bytes
     */
    public long bytes() {
        return items.stream().mapToLong(Item::bytes).sum();
    }

    /**
     * Something that goes.
     *
     * @param kind what it is
     * @param path where it is
     * @param subject what it belongs to, such as {@code OWNER/NAME@main}
     * @param bytes how much space that frees
     */
    public record Item(Kind kind, Path path, String subject, long bytes) {}

    /** What goes. */
    public enum Kind {
        /** A branch's or tag's reference. */
        REFERENCE,
        /** The links of a revision, and its listing. */
        SNAPSHOT,
        /** A file with the listing of a commit. */
        LISTING,
        /** A content that no other revision uses. */
        CONTENT,
        /** A repository's whole folder. */
        REPOSITORY,
        /** A download that did not end. */
        PARTIAL,
        /** The folder of a model that comes from no hub. */
        DOWNLOAD,
        /** What a download of such a model left that did not end, beside its folder. */
        LEFTOVER,
        /** A content of the shared store that no repository uses any more. */
        SHARED
    }
}
