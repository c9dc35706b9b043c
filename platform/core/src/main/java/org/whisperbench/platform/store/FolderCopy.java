package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * Copies a revision into a plain folder, with the metadata that {@code hf download --local-dir} writes: commit, entity tag
 * and time of each file.
 */
final class FolderCopy {

    private final CachedRevision revision;
    private final Path folder;

    FolderCopy(CachedRevision revision, Path folder) {
        this.revision = revision;
        this.folder = folder.toAbsolutePath().normalize();
    }

    Transfer run() throws InterruptedException {
        try {
            Path notes = folder.resolve(".cache/huggingface");
            WholeFile.write(notes.resolve(".gitignore"), "*".getBytes(StandardCharsets.US_ASCII));
            long bytes = 0;
            List<CachedFile> files = CachedFile.of(revision);
            for (CachedFile file : files) {
                bytes += copy(file, notes);
            }
            HubRepository repository = revision.repository();
            Path listing = notes.resolve("trees").resolve(revision.commit() + ".json");
            java.util.Optional<Tree> tree = Tree.read(repository.tree(revision.commit()));
            if (tree.isPresent()) {
                tree.get().write(listing);
            }
            return new Transfer(List.of(revision.display()), files.size(), bytes, folder.toString());
        } catch (IOException e) {
            throw StoreFailure.of("copy '" + revision.display() + "' to", folder, e);
        }
    }

    private long copy(CachedFile file, Path notes) throws IOException, InterruptedException {
        Path target = folder.resolve(file.path());
        Files.createDirectories(target.getParent());
        Path fresh = target.resolveSibling(target.getFileName() + "." + WholeFile.mark() + ".incomplete");
        try (HashedCopy in = HashedCopy.of(file.content(), file.hash())) {
            Files.copy(in, fresh);
            in.verify(file.path());
            WholeFile.replace(fresh, target);
        } finally {
            Files.deleteIfExists(fresh);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while copying");
        }
        Instant now = Instant.now();
        String time = String.format(Locale.ROOT, "%d.%06d", now.getEpochSecond(), now.getNano() / 1000);
        String metadata = revision.commit() + "\n" + file.hash().hex() + "\n" + time + "\n";
        WholeFile.write(
                notes.resolve("download").resolve(file.path() + ".metadata"),
                metadata.getBytes(StandardCharsets.US_ASCII));
        return Files.size(target);
    }
}
