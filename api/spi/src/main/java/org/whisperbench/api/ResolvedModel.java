package org.whisperbench.api;

import java.nio.file.Path;

/**
 * A model whose files are on disk.
 *
 * @param descriptor which model
 * @param directory absolute path of the folder that holds its files under the names that the descriptor gives them
 */
public record ResolvedModel(ModelDescriptor descriptor, Path directory) {

    /** Validates the folder's path. */
    public ResolvedModel {
        Text.require(directory.isAbsolute(), "model folder '%s' is not an absolute path", directory);
    }

    /**
     * Returns where a file of this model is.
     *
     * @param path path as the descriptor writes it
     * @return its absolute path
     * @throws IllegalArgumentException if the descriptor names no such file: a backend opens declared files only
     */
    public Path file(String path) {
        Text.require(
                descriptor.files().stream().anyMatch(f -> f.path().equals(path)),
                "model '%s' declares no file '%s'",
                descriptor.name(),
                path);
        return directory.resolve(path);
    }
}
