package org.whisperbench.platform.store.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobLockTest {

    @TempDir
    Path folder;

    @Test
    void oneThreadAfterTheOtherHoldsItAndNothingIsLeftBehind() throws Exception {
        int before = BlobLock.waiting();
        Path file = folder.resolve("a.lock");
        List<CompletableFuture<Boolean>> others = new ArrayList<>();
        try (BlobLock lock = BlobLock.acquire(file)) {
            assertTrue(lock.isExclusive());
            for (int i = 0; i < 4; i++) {
                others.add(CompletableFuture.supplyAsync(() -> holds(file)));
            }
        }
        for (CompletableFuture<Boolean> other : others) {
            assertTrue(other.get(1, TimeUnit.MINUTES));
        }

        assertEquals(before, BlobLock.waiting());
    }

    private static boolean holds(Path file) {
        try (BlobLock lock = BlobLock.acquire(file)) {
            return lock.isExclusive();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aLockThatThisProcessHoldsOtherwiseIsGivenBack() throws Exception {
        int before = BlobLock.waiting();
        Path file = folder.resolve("b.lock");
        try (FileChannel foreign = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            foreign.lock();
            assertThrows(OverlappingFileLockException.class, () -> BlobLock.acquire(file));
        }
        assertEquals(before, BlobLock.waiting());

        assertTrue(holds(file));
    }

    @Test
    void whoeverOnlyTriesDoesNotWait() throws Exception {
        int before = BlobLock.waiting();
        Path file = folder.resolve("c.lock");
        try (BlobLock lock = BlobLock.attempt(file).orElseThrow()) {
            assertTrue(lock.isExclusive());
            assertTrue(BlobLock.attempt(file).isEmpty(), "this thread has it");
        }
        try (FileChannel foreign = FileChannel.open(file, StandardOpenOption.WRITE)) {
            foreign.lock();
            assertTrue(BlobLock.attempt(file).isEmpty(), "somebody else in this process has it");
        }
        assertEquals(before, BlobLock.waiting());

        assertTrue(holds(file));
    }
}
