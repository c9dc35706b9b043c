package org.whisperbench.platform.store;

import java.nio.file.Path;
import java.util.List;

/**
 * What is kept on disk. Sizes are in bytes; a physical file that has several names is counted once, under the first.
 *
 * @param hub the hub's cache
 * @param totalBytes all files below the hub's cache, as {@code du --apparent-size} counts files
 * @param repositories in the hub's cache
 * @param leftovers partial downloads, from web servers too, and contents that no revision uses
 * @param others models that other programs keep
 * @param duplicates contents that are kept more than once
 * @param warnings what is not as it should be, one line each
 */
public record Inventory(
        Path hub,
        long totalBytes,
        List<Repository> repositories,
        List<Leftover> leftovers,
        List<Other> others,
        List<Duplicate> duplicates,
        List<String> warnings) {

    /** Copies the lists. */
    public Inventory {
        repositories = List.copyOf(repositories);
        leftovers = List.copyOf(leftovers);
        others = List.copyOf(others);
        duplicates = List.copyOf(duplicates);
        warnings = List.copyOf(warnings);
    }

    /**
     * A repository in the hub's cache.
     *
     * @param id {@code OWNER/NAME}
     * @param kind {@code model}, {@code dataset}, {@code space} or {@code kernel}
     * @param folder its folder
     * @param bytes all files in its folder
     * @param sharedBytes contents that it uses of the cache's shared store, which others may use, too
     * @param revisions its snapshots
     */
    public record Repository(
            String id, String kind, Path folder, long bytes, long sharedBytes, List<Revision> revisions) {

        /** Copies the list. */
        public Repository {
            revisions = List.copyOf(revisions);
        }
    }

    /**
     * A snapshot.
     *
     * @param commit 40 hexadecimal digits
     * @param references branches and tags that name it
     * @param pinned whether it is protected from being removed
     * @param files how many files it has
     * @param missing how many of them are links to nothing
     * @param bytes sum of the files' lengths, whoever else uses them
     */
    public record Revision(String commit, List<String> references, boolean pinned, int files, int missing, long bytes) {

        /** Copies the list. */
        public Revision {
            references = List.copyOf(references);
        }
    }

    /**
     * Something that nobody uses.
     *
     * @param kind what it is
     * @param path where it is
     * @param subject what it belongs to: a repository's {@code OWNER/NAME}, the name of the folder of a model that comes
     *     from no hub, or an empty text for the shared store
     * @param bytes how much space it takes that nothing else takes, too
     */
    public record Leftover(Kind kind, Path path, String subject, long bytes) {

        /** What is left over. */
        public enum Kind {
            /** A download that did not end. */
            PARTIAL,
            /** A file from a web server that is all there and was not installed. */
            NOT_INSTALLED,
            /** A content that no revision uses. */
            ORPHAN,
            /** A shared content that no repository uses. */
            SHARED_ORPHAN
        }
    }

    /**
     * A model that another program keeps.
     *
     * @param program who
     * @param path its file or folder
     * @param files how many files
     * @param bytes sum of their lengths
     */
    public record Other(OtherFolder.Program program, Path path, int files, long bytes) {}

    /**
     * A content that is kept more than once.
     *
     * @param hash its hash
     * @param bytes its length
     * @param places where it is, at least two
     */
    public record Duplicate(String hash, long bytes, List<Path> places) {

        /** Copies the list. */
        public Duplicate {
            places = List.copyOf(places);
        }
    }
}
