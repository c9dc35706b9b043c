package org.whisperbench.platform.download;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * What a revision is at the hub.
 *
 * @param commit 40 hexadecimal digits
 * @param tree all its files
 * @param word who says so
 */
record Listing(String commit, Tree tree, Word word) {

    /** Who says what a commit has. */
    enum Word {
        /** The hub itself, whose word counts. */
        HUB,
        /** A mirror alone. */
        MIRROR,
        /** Whoever was asked when it was written to the disk. */
        KEPT
    }

    /** What a server answered that is taken for the hub. */
    Listing(String commit, Tree tree) {
        this(commit, tree, Word.HUB);
    }

    Listing from(Word other) {
        return new Listing(commit, tree, other);
    }

    /** Whether another listing names the same contents. Not every answer of a hub has the hashes of its chunk store. */
    boolean agreesWith(Listing other) {
        Map<String, TreeFile> others = other.tree().files();
        return tree.files().size() == others.size()
                && tree.files().values().stream().allMatch(file -> agree(file, others.get(file.path())));
    }

    private static boolean agree(TreeFile file, @Nullable TreeFile other) {
        return other != null
                && file.sizeBytes() == other.sizeBytes()
                && file.etag().equals(other.etag());
    }
}
