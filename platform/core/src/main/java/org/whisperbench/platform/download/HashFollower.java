package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.concurrent.Callable;
import org.whisperbench.platform.store.hub.ContentHash;

/** Hashes a file while it is fetched, close behind what is there: the system still has those bytes in memory. */
final class HashFollower implements Callable<ContentHash> {

    private static final int BLOCK_BYTES = 1 << 20;

    private final PartialFile partial;
    private final ContentHash.Algorithm algorithm;

    HashFollower(PartialFile partial, ContentHash.Algorithm algorithm) {
        this.partial = partial;
        this.algorithm = algorithm;
    }

    @Override
    public ContentHash call() throws IOException, InterruptedException {
        Pieces pieces = partial.pieces();
        MessageDigest digest = algorithm.start(pieces.size());
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, pieces.size()));
        try (FileChannel in = FileChannel.open(partial.data(), StandardOpenOption.READ)) {
            long at = 0;
            while (at < pieces.size()) {
                long front = pieces.frontBeyond(at);
                while (at < front) {
                    block.clear().limit((int) Math.min(block.capacity(), front - at));
                    int n = in.read(block, at);
                    if (n < 0) {
                        throw new IOException("'" + partial.data() + "' became shorter while it was written");
                    }
                    digest.update(block.flip());
                    at += n;
                }
            }
        }
        return algorithm.finish(digest);
    }
}
