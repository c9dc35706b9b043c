package org.whisperbench.platform.store.hub;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of a repository and of its folder in the cache.
 *
 * @param kind what it holds
 * @param id {@code OWNER/NAME}, or {@code NAME} of the hub's oldest repositories
 */
public record RepositoryName(Kind kind, String id) {

    private static final int LONGEST = 96;
    private static final String PART = "[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?";

    /** Refuses what the hub refuses, and so everything that would lead out of the cache. */
    public RepositoryName {
        if (!isValid(id)) {
            throw new IllegalArgumentException("'" + id + "' is not OWNER/NAME of a repository");
        }
    }

    /** What a repository holds. */
    public enum Kind {
        /** A model. */
        MODEL,
        /** A data set. */
        DATASET,
        /** An application. */
        SPACE,
        /** Compute kernels. */
        KERNEL
    }

    /**
     * Names the repository of a model.
     *
     * @param id {@code OWNER/NAME}
     * @return the name
     * @throws IllegalArgumentException if the hub would refuse it
     */
    public static RepositoryName model(String id) {
        return new RepositoryName(Kind.MODEL, id);
    }

    /**
     * Tells whether a text can name a repository: at most 96 characters of {@code [A-Za-z0-9._-]} with at most one
     * {@code /}, without {@code --} and {@code ..}, not ending in {@code .git}.
     *
     * @param id the text
     * @return true if it can
     */
    public static boolean isValid(String id) {
        return id.length() <= LONGEST
                && id.matches(PART + "(?:/" + PART + ")?")
                && !id.contains("--")
                && !id.contains("..")
                && !id.endsWith(".git");
    }

    /**
     * Reads the name of a repository's folder.
     *
     * @param folder such as {@code models--OWNER--NAME}
     * @return the repository's name, or nothing if it is no such folder
     */
    public static Optional<RepositoryName> ofFolder(String folder) {
        for (Kind kind : Kind.values()) {
            String prefix = prefix(kind);
            if (folder.startsWith(prefix)) {
                String id = folder.substring(prefix.length()).replace("--", "/");
                return isValid(id) ? Optional.of(new RepositoryName(kind, id)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the name of the repository's folder below the cache.
     *
     * @return such as {@code models--OWNER--NAME}
     */
    public String folder() {
        return prefix(kind) + id.replace("/", "--");
    }

    private static String prefix(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT) + "s--";
    }
}
