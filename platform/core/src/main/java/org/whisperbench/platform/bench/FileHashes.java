package org.whisperbench.platform.bench;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.hub.ContentHash;

/** Which bytes were measured: the SHA-256 of a model's files, which the store verified, or else read here. */
final class FileHashes {

    private FileHashes() {}

    static Map<String, String> of(ResolvedModel model) throws InterruptedException {
        Map<String, String> hashes = new TreeMap<>();
        for (ModelFile file : model.descriptor().files()) {
            hashes.put(
                    file.path(), file.evidence() instanceof ModelFile.Known known ? known.sha256() : read(model, file));
        }
        return hashes;
    }

    private static String read(ResolvedModel model, ModelFile file) throws InterruptedException {
        try {
            return ContentHash.of(model.file(file.path()), ContentHash.Algorithm.SHA256)
                    .hex();
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "file '%s' of model '%s' cannot be read: %s"
                            .formatted(file.path(), model.descriptor().name(), e.getMessage()),
                    e);
        }
    }
}
