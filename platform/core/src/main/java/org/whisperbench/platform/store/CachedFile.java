package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * A file of a revision in the hub's cache.
 *
 * @param path path in the repository
 * @param content where its content is, without links
 * @param hash what the content hashes to, which is the name of its blob
 */
record CachedFile(String path, Path content, ContentHash hash) {

    /** All files of a revision; fails if one is missing. */
    static List<CachedFile> of(CachedRevision revision) throws IOException, InterruptedException {
        HubRepository repository = revision.repository();
        Path snapshot = repository.snapshot(revision.commit());
        Optional<Tree> tree = Tree.read(repository.tree(revision.commit()));
        List<CachedFile> files = new ArrayList<>();
        for (Path entry : HubRepository.files(snapshot)) {
            String path = TreeFile.path(snapshot, entry);
            if (!Files.isRegularFile(entry)) {
                throw new IOException("'%s' is missing; run 'whisperbench repair %s'"
                        .formatted(path, repository.name().id()));
            }
            files.add(new CachedFile(
                    path,
                    entry.toRealPath(),
                    hash(entry, tree.map(t -> t.files().get(path)))));
        }
        return files;
    }

    private static ContentHash hash(Path entry, Optional<TreeFile> listed) throws IOException, InterruptedException {
        if (Files.isSymbolicLink(entry)) {
            Optional<ContentHash> named = ContentHash.ofBlobName(
                    Files.readSymbolicLink(entry).getFileName().toString());
            if (named.isPresent()) {
                return named.get();
            }
        }
        Optional<ContentHash> known = listed.flatMap(TreeFile::hash);
        return known.isPresent() ? known.get() : ContentHash.of(entry, ContentHash.Algorithm.SHA256);
    }
}
