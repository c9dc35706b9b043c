package org.whisperbench.platform.download;

import java.util.List;
import java.util.Set;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * What to do to a revision.
 *
 * @param repository where it is kept
 * @param revision branch, tag or commit that was asked for
 * @param commit what that is
 * @param tree all files of the commit
 * @param files those that are wanted
 * @param fetch paths of those whose content is to be fetched
 * @param replace whether what is there under their names is known to be wrong
 */
record FilePlan(
        HubRepository repository,
        String revision,
        String commit,
        Tree tree,
        List<TreeFile> files,
        Set<String> fetch,
        boolean replace) {

    List<TreeFile> toFetch() {
        return files.stream().filter(f -> fetch.contains(f.path())).toList();
    }

    long sizeBytes() {
        return files.stream().mapToLong(TreeFile::sizeBytes).sum();
    }
}
