package org.whisperbench.api;

import java.io.File;
import java.util.Arrays;

/**
 * One file that a model needs.
 *
 * @param path path below the model's folder, with {@code /} between names
 * @param evidence what its content is known to be
 */
public record ModelFile(String path, Evidence evidence) {

    private static final boolean WINDOWS = File.separatorChar == '\\';

    /** Refuses paths that lead out of the model's folder, and such as this system cannot have. */
    public ModelFile {
        Text.requireText(path, "path of a model file");
        Text.require(
                path.indexOf('\0') < 0
                        && !(WINDOWS && (path.contains("\\") || path.contains(":")))
                        && Arrays.stream(path.split("/", -1))
                                .noneMatch(n -> n.isEmpty() || n.equals(".") || n.equals("..")),
                "model file '%s' is not a path below the model's folder",
                path);
    }

    /**
     * Names a file of which neither size nor hash is known from a named source.
     *
     * @param path path below the model's folder
     * @return the file
     */
    public static ModelFile unverified(String path) {
        return new ModelFile(path, new Unverified());
    }

    /**
     * Names a file whose size and hash were computed or read in a named source.
     *
     * @param path path below the model's folder
     * @param sizeBytes length in bytes
     * @param sha256 lower-case hexadecimal SHA-256 of the content
     * @return the file
     */
    public static ModelFile known(String path, long sizeBytes, String sha256) {
        return new ModelFile(path, new Known(sizeBytes, sha256));
    }

    /** What is known of a file's content. */
    public sealed interface Evidence {}

    /**
     * Size and hash are known.
     *
     * @param sizeBytes length in bytes, at least 0
     * @param sha256 lower-case hexadecimal SHA-256 of the content
     */
    public record Known(long sizeBytes, String sha256) implements Evidence {

        /** Validates both. */
        public Known {
            Text.require(sizeBytes >= 0, "size %d is negative", sizeBytes);
            Text.require(sha256.matches("[0-9a-f]{64}"), "'%s' is not a SHA-256 in hexadecimal", sha256);
        }
    }

    /** Nothing is known; shown to users as unverified. */
    public record Unverified() implements Evidence {}
}
