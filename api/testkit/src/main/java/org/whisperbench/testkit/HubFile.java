package org.whisperbench.testkit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of a repository of {@link FakeHub}; names that end in {@code .bin} are in large file storage. */
final class HubFile {

    private final String path;
    private final byte[] content;
    private final String sha256;
    private final String gitHash;

    HubFile(String path, byte[] content) {
        this.path = path;
        this.content = content;
        this.sha256 = hash("SHA-256", new byte[0]);
        this.gitHash = hash("SHA-1", ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    String path() {
        return path;
    }

    /** The content itself, which nobody changes. */
    byte[] content() {
        return content;
    }

    boolean isLarge() {
        return path.endsWith(".bin");
    }

    String sha256() {
        return sha256;
    }

    String gitHash() {
        return gitHash;
    }

    String etag() {
        return isLarge() ? sha256() : gitHash();
    }

    /** As the chunk store would call it; some hash that is none of the others. */
    String xetHash() {
        return new StringBuilder(sha256).reverse().toString();
    }

    private String hash(String algorithm, byte[] head) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(head);
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
