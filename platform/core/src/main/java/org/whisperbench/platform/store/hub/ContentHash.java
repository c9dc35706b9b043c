package org.whisperbench.platform.store.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What the content of a file hashes to. It is also the name of the blob that holds it.
 *
 * @param algorithm how it is computed
 * @param hex lower-case hexadecimal digits
 */
public record ContentHash(Algorithm algorithm, String hex) {

    private static final int BLOCK_BYTES = 1 << 20;
    private static final int SHOWN = 12;

    /** Validates the digits. */
    public ContentHash {
        if (!hex.matches("[0-9a-f]{" + algorithm.digits + "}")) {
            throw new IllegalArgumentException("'%s' is no %s in hexadecimal".formatted(hex, algorithm.display));
        }
    }

    /** How a hash is computed. */
    public enum Algorithm {
        /** SHA-256 of the content: files in large file storage. */
        SHA256("SHA-256", 64),
        /** Git's blob hash: SHA-1 of {@code "blob SIZE\0"} and the content; files in the repository itself. */
        GIT_SHA1("git SHA-1", 40),
        /** SHA-1 of the content, which some publishers of models list. */
        SHA1("SHA-1", 40);

        private final String display;
        private final int digits;

        Algorithm(String display, int digits) {
            this.display = display;
            this.digits = digits;
        }

        /**
         * Starts a computation.
         *
         * @param sizeBytes length of the content that will follow, in bytes
         * @return the computation, into which the content goes
         */
        public MessageDigest start(long sizeBytes) {
            try {
                MessageDigest digest = MessageDigest.getInstance(this == SHA256 ? "SHA-256" : "SHA-1");
                if (this == GIT_SHA1) {
                    digest.update(("blob " + sizeBytes + "\0").getBytes(StandardCharsets.US_ASCII));
                }
                return digest;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
            }
        }

        /**
         * Ends a computation.
         *
         * @param digest what {@link #start} returned, with all content
         * @return the hash
         */
        public ContentHash finish(MessageDigest digest) {
            return new ContentHash(this, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /**
     * Returns the hash that is the name of a blob.
     *
     * @param name file name of a blob, or an entity tag of the hub
     * @return SHA-256 of 64 digits, git's of 40, or nothing for another name
     */
    public static Optional<ContentHash> ofBlobName(String name) {
        if (name.matches("[0-9a-f]{64}")) {
            return Optional.of(new ContentHash(Algorithm.SHA256, name));
        }
        return name.matches("[0-9a-f]{40}") ? Optional.of(new ContentHash(Algorithm.GIT_SHA1, name)) : Optional.empty();
    }

    /**
     * Returns a SHA-256.
     *
     * @param hex 64 digits
     * @return the hash
     */
    public static ContentHash sha256(String hex) {
        return new ContentHash(Algorithm.SHA256, hex.toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a whole file.
     *
     * @param file the file
     * @param algorithm how to compute
     * @return its hash
     * @throws IOException if it cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    public static ContentHash of(Path file, Algorithm algorithm) throws IOException, InterruptedException {
        MessageDigest digest = algorithm.start(Files.size(file));
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while hashing '" + file + "'");
                }
            }
        }
        return algorithm.finish(digest);
    }

    /**
     * Reads a whole file and tells whether its content has this hash.
     *
     * @param file the file
     * @return false for another content
     * @throws IOException if it cannot be read
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean isOf(Path file) throws IOException, InterruptedException {
        return of(file, algorithm).equals(this);
    }

    /**
     * Tells in one phrase how a content differs.
     *
     * @param actual what its content hashes to
     * @return such as {@code has the SHA-256 0123456789ab…, not ba7816bf8f01…}
     */
    public String difference(ContentHash actual) {
        return "has the %s %s…, not %s…".formatted(algorithm.display, actual.shortHex(), shortHex());
    }

    private String shortHex() {
        return hex.substring(0, SHOWN);
    }
}
