package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.platform.store.hub.Tree;

/**
 * What an address gave at first whose hash nobody published: the lengths and hashes of its files, beside the folder of the
 * model, so that they outlive it. Contents are compared, since archives that are made when they are asked for may be packed
 * differently each time.
 */
final class FirstContent {

    private final Path kept;

    FirstContent(WebFolder folder) {
        this.kept = folder.first();
    }

    /** Believes the first content, and refuses another one later. */
    void require(Tree tree, String address) throws IOException {
        Optional<Tree> first = Tree.read(kept);
        if (first.isEmpty()) {
            tree.write(kept);
            return;
        }
        TreeSet<String> paths = new TreeSet<>(first.get().files().keySet());
        paths.addAll(tree.files().keySet());
        for (String path : paths) {
            if (!Optional.ofNullable(tree.files().get(path))
                    .equals(Optional.ofNullable(first.get().files().get(path)))) {
                throw new Backoff.Final(
                        "'%s' gives another '%s' than at first; if its publisher changed it, delete '%s' and try again"
                                .formatted(address, path, kept));
            }
        }
    }
}
