package org.whisperbench.platform.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.whisperbench.platform.store.hub.ContentHash;

/** Reads a content and tells at its end whether it was the right one. */
final class HashedCopy extends FilterInputStream {

    private final ContentHash expected;
    private final MessageDigest digest;

    HashedCopy(InputStream in, ContentHash expected, long size) {
        super(in);
        this.expected = expected;
        this.digest = expected.algorithm().start(size);
    }

    static HashedCopy of(Path file, ContentHash expected) throws IOException {
        return new HashedCopy(Files.newInputStream(file), expected, Files.size(file));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new java.io.InterruptedIOException("interrupted");
        }
        int n = super.read(bytes, offset, length);
        if (n > 0) {
            digest.update(bytes, offset, n);
        }
        return n;
    }

    /** Fails if what was read is not what it should be. */
    void verify(String name) throws IOException {
        ContentHash actual = expected.algorithm().finish(digest);
        if (!actual.equals(expected)) {
            throw new IOException("'%s' %s".formatted(name, expected.difference(actual)));
        }
    }
}
