package org.whisperbench.platform.provision;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** The right to change environments, which one process at a time has. */
final class EnginesLock implements AutoCloseable {

    private final FileChannel channel;

    private EnginesLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes it, or refuses if another thread or process has it. */
    static EnginesLock take(Path engines) throws IOException {
        Files.createDirectories(engines);
        FileChannel channel =
                FileChannel.open(engines.resolve(".setup.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = lock(channel) != null;
        } finally {
            if (!taken) {
                channel.close();
            }
        }
        if (!taken) {
            throw new WhisperException(
                    ErrorKind.RESOURCES, "another setup or teardown is running in '" + engines + "'; wait for its end");
        }
        return new EnginesLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process.
            return null;
        }
    }

    /** What this is needed for. */
    Replacement replacement(SetupFiles files) {
        return new Replacement(files);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
