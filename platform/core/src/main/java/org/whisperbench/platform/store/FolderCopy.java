package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.ContentHash;
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
    private final boolean replace;

    FolderCopy(CachedRevision revision, Path folder, boolean replace) {
        this.revision = revision;
        this.replace = replace;
        this.folder = folder.toAbsolutePath().normalize();
    }

    Transfer run() throws InterruptedException {
        try {
            List<CachedFile> files = CachedFile.of(revision);
            requireNothingOfOthers(files);
            Path notes = folder.resolve(".cache/huggingface");
            WholeFile.write(notes.resolve(".gitignore"), "*".getBytes(StandardCharsets.US_ASCII));
            long bytes = 0;
            for (CachedFile file : files) {
                bytes += copy(file, notes);
            }
            HubRepository repository = revision.repository();
            Path listing = notes.resolve("trees").resolve(revision.commit() + ".json");
            Optional<Tree> tree = Tree.read(repository.tree(revision.commit()));
            if (tree.isPresent()) {
                tree.get().write(listing);
            }
            return new Transfer(List.of(revision.display()), files.size(), bytes, folder.toString());
        } catch (IOException e) {
            throw StoreFailure.of("copy '" + revision.display() + "' to", folder, e);
        }
    }

    /** What is there and is neither this content nor one that a copy or a download put there is somebody's own. */
    private void requireNothingOfOthers(List<CachedFile> files) throws IOException, InterruptedException {
        List<String> others = new ArrayList<>();
        for (CachedFile file : files) {
            if (!replace && isOfOthers(file)) {
                others.add(file.path());
            }
        }
        if (!others.isEmpty()) {
            throw new WhisperException(
                    ErrorKind.USER,
                    "folder '%s' has %s with another content; name another folder, or replace it with '--force'"
                            .formatted(folder, FileNames.brief(others)));
        }
    }

    private boolean isOfOthers(CachedFile file) throws IOException, InterruptedException {
        Path target = folder.resolve(file.path());
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Optional<ContentHash> written =
                Expectation.metadata(folder, file.path()).hash();
        return !Files.isRegularFile(target)
                || !(has(target, file.hash()) || (written.isPresent() && has(target, written.get())));
    }

    private static boolean has(Path file, ContentHash hash) throws IOException, InterruptedException {
        return ContentHash.of(file, hash.algorithm()).equals(hash);
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
