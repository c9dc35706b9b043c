package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelFile;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.platform.store.hub.Tree;
import org.whisperbench.platform.store.hub.TreeFile;

/**
 * What a file should be.
 *
 * @param sizeBytes its length in bytes, -1 if nobody knows
 * @param hash its hash, or nothing if nobody knows
 */
record Expectation(long sizeBytes, Optional<ContentHash> hash) {

    private static final Expectation NONE = new Expectation(-1, Optional.empty());

    /** By what the descriptor knows, else by the listing of the commit, else by the name of the blob. */
    static Expectation inSnapshot(ModelFile file, Optional<Tree> tree, Path location) {
        Optional<TreeFile> listed = tree.map(t -> t.files().get(file.path()));
        return known(file)
                .or(() -> listed.map(l -> new Expectation(l.sizeBytes(), l.hash())))
                .orElseGet(() -> new Expectation(-1, blobName(location)));
    }

    /**
     * By what the descriptor knows, else by what the publisher says, else by the metadata that
     * {@code hf download --local-dir} and WhisperKit write.
     */
    static Expectation inFolder(ModelFile file, ModelPlaces.Folder folder) {
        return known(file)
                .or(() -> folder.published().of(file.path()).map(hash -> new Expectation(-1, Optional.of(hash))))
                .orElseGet(() -> metadata(folder.directory(), file.path()));
    }

    private static Optional<Expectation> known(ModelFile file) {
        return file.evidence() instanceof ModelFile.Known known
                ? Optional.of(new Expectation(known.sizeBytes(), Optional.of(ContentHash.sha256(known.sha256()))))
                : Optional.empty();
    }

    private static Optional<ContentHash> blobName(Path location) {
        try {
            return Files.isSymbolicLink(location)
                    ? ContentHash.ofBlobName(
                            Files.readSymbolicLink(location).getFileName().toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads {@code .cache/huggingface/download/PATH.metadata}: the commit, and the entity tag, which is the SHA-256 or git's
     * hash; and how long the file is from the listing of the commit beside it, if there is one.
     */
    static Expectation metadata(Path folder, String path) {
        Path file = folder.resolve(".cache/huggingface/download").resolve(path + ".metadata");
        try {
            List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() < 2) {
                return NONE;
            }
            String etag = lines.get(1).strip();
            return new Expectation(length(folder, lines.get(0).strip(), path, etag), ContentHash.ofBlobName(etag));
        } catch (IOException e) {
            return NONE;
        }
    }

    private static long length(Path folder, String commit, String path, String etag) {
        return HubRepository.isCommit(commit)
                ? Tree.read(folder.resolve(".cache/huggingface/trees").resolve(commit + ".json"))
                        .map(tree -> tree.files().get(path))
                        .filter(listed -> listed.etag().equals(etag))
                        .map(TreeFile::sizeBytes)
                        .orElse(-1L)
                : -1;
    }
}
