package org.whisperbench.platform.store;

import java.nio.file.Path;
import java.util.List;

/**
 * A plan of what to delete, in the order in which it is to be deleted.
 *
 * @param items what goes
 * @param kept what stays although one might expect it to go, one line each with the reason
 * @param bytes how much space the plan frees: less than all that goes where something of it has other names that stay
 */
public record Removal(List<Item> items, List<String> kept, long bytes) {

    /** Copies the lists. */
    public Removal {
        items = List.copyOf(items);
        kept = List.copyOf(kept);
    }

    /**
     * A plan of things that have no other names.
     *
     * @param items what goes
     * @param kept what stays
     */
    public Removal(List<Item> items, List<String> kept) {
        this(items, kept, items.stream().mapToLong(Item::bytes).sum());
    }

    /**
     * Something that goes.
     *
     * @param kind what it is
     * @param path where it is
     * @param subject what it belongs to, such as {@code OWNER/NAME@main}
     * @param bytes how long it is; it frees that space if nothing of it has other names
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
