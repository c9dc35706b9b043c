package org.whisperbench.platform.store;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.WholeFile;

/**
 * Writes revisions into a tar file in the layout of the hub's cache: contents, listings, links, and references last. Each
 * content is verified while it is written.
 */
final class ArchiveExport {

    private final List<CachedRevision> revisions;
    private final Path archive;
    private final Set<String> written = new HashSet<>();
    private int files;
    private long bytes;

    ArchiveExport(List<CachedRevision> revisions, Path archive) {
        this.revisions = revisions;
        this.archive = archive.toAbsolutePath().normalize();
    }

    Transfer run() throws InterruptedException {
        if (Files.exists(archive)) {
            throw new WhisperException(
                    ErrorKind.USER, "'%s' exists already; name another file or delete it".formatted(archive));
        }
        Path folder = Objects.requireNonNull(archive.getParent(), "an absolute path of a file has a folder");
        if (!Files.isDirectory(folder)) {
            throw new WhisperException(
                    ErrorKind.USER, "there is no folder '%s'; create it, or name another file".formatted(folder));
        }
        Path fresh = archive.resolveSibling(archive.getFileName() + "." + WholeFile.mark() + ".incomplete");
        try {
            try (TarWriter tar = new TarWriter(new BufferedOutputStream(
                    Files.newOutputStream(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))) {
                for (CachedRevision revision : revisions) {
                    write(revision, tar);
                }
                for (CachedRevision revision : revisions) {
                    references(revision, tar);
                }
            }
            WholeFile.replace(fresh, archive);
        } catch (java.io.InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while writing '" + archive + "'");
        } catch (IOException e) {
            throw StoreFailure.of("write", archive, e);
        } finally {
            StoreFailure.guard("delete", fresh, () -> Files.deleteIfExists(fresh));
        }
        return new Transfer(revisions.stream().map(CachedRevision::display).toList(), files, bytes, archive.toString());
    }

    private void write(CachedRevision revision, TarWriter tar) throws IOException, InterruptedException {
        HubRepository repository = revision.repository();
        String top = repository.name().folder() + "/";
        List<CachedFile> contents = CachedFile.of(revision);
        for (CachedFile file : contents) {
            String name = top + "blobs/" + file.hash().hex();
            if (written.add(name)) {
                long size = Files.size(file.content());
                try (HashedCopy in = HashedCopy.of(file.content(), file.hash())) {
                    tar.file(name, size, in);
                    in.verify(file.path());
                }
                bytes += size;
            }
            files++;
        }
        Optional<Tree> tree = Tree.read(repository.tree(revision.commit()));
        if (tree.isPresent()) {
            text(tar, top + "trees/" + revision.commit() + ".json", tree.get().json());
        }
        for (CachedFile file : contents) {
            String up = "../".repeat(file.path().split("/", -1).length + 1);
            tar.link(
                    top + "snapshots/" + revision.commit() + "/" + file.path(),
                    up + "blobs/" + file.hash().hex());
        }
    }

    private static void references(CachedRevision revision, TarWriter tar) throws IOException {
        HubRepository repository = revision.repository();
        for (var reference : repository.references().entrySet()) {
            if (reference.getValue().strip().equals(revision.commit())) {
                text(tar, repository.name().folder() + "/refs/" + reference.getKey(), revision.commit());
            }
        }
    }

    private static void text(TarWriter tar, String name, String content) throws IOException {
        byte[] ascii = content.getBytes(StandardCharsets.US_ASCII);
        tar.file(name, ascii.length, new ByteArrayInputStream(ascii));
    }
}
