package org.whisperbench.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.ModelFile;
import org.whisperbench.platform.store.hub.ContentHash;
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

    /** By what the descriptor knows, else by the metadata that {@code hf download --local-dir} and WhisperKit write. */
    static Expectation inFolder(ModelFile file, Path folder) {
        return known(file).orElseGet(() -> metadata(folder, file.path()));
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
     * Reads the second line of {@code .cache/huggingface/download/PATH.metadata}: the entity tag, which is the SHA-256
     * or git's hash.
     */
    static Expectation metadata(Path folder, String path) {
        Path file = folder.resolve(".cache/huggingface/download").resolve(path + ".metadata");
        try {
            List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
            return lines.size() < 2
                    ? NONE
                    : new Expectation(-1, ContentHash.ofBlobName(lines.get(1).strip()));
        } catch (IOException e) {
            return NONE;
        }
    }
}
