package org.whisperbench.platform.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ModelFile;

/** What a look at one file showed. */
final class FileEvidence {

    private static final int BLOCK_BYTES = 1 << 20;

    private final long sizeBytes;
    private final boolean verified;
    private final @Nullable DiskState damage;

    private FileEvidence(long sizeBytes, boolean verified, @Nullable DiskState damage) {
        this.sizeBytes = sizeBytes;
        this.verified = verified;
        this.damage = damage;
    }

    static FileEvidence of(Path file, ModelFile.Evidence expected, ModelStore.Depth depth) throws InterruptedException {
        try {
            long size = Files.size(file);
            if (!Files.isReadable(file)) {
                return new FileEvidence(size, false, new DiskState.Corrupt(file, "cannot be read: permission denied"));
            }
            if (!(expected instanceof ModelFile.Known known)) {
                return size == 0
                        ? new FileEvidence(size, false, new DiskState.Corrupt(file, "is empty"))
                        : new FileEvidence(size, false, null);
            }
            if (size != known.sizeBytes()) {
                return new FileEvidence(size, false, new DiskState.Truncated(file, size, known.sizeBytes()));
            }
            if (depth == ModelStore.Depth.LENGTHS) {
                return new FileEvidence(size, false, null);
            }
            String actual = sha256(file);
            return actual.equals(known.sha256())
                    ? new FileEvidence(size, true, null)
                    : new FileEvidence(size, false, new DiskState.Corrupt(file, mismatch(actual, known.sha256())));
        } catch (IOException e) {
            return new FileEvidence(0, false, new DiskState.Corrupt(file, "cannot be read: " + e.getMessage()));
        }
    }

    long sizeBytes() {
        return sizeBytes;
    }

    boolean verified() {
        return verified;
    }

    Optional<DiskState> damage() {
        return Optional.ofNullable(damage);
    }

    private static String mismatch(String actual, String expected) {
        return "has the SHA-256 %s…, not %s…".formatted(actual.substring(0, 12), expected.substring(0, 12));
    }

    private static String sha256(Path file) throws IOException, InterruptedException {
        MessageDigest digest = digest();
        byte[] block = new byte[BLOCK_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                digest.update(block, 0, n);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while hashing '" + file + "'");
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
