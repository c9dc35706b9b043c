package org.whisperbench.platform.store.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class SharedBlobsTest {

    private static final String HASH = "ab" + "0".repeat(62);

    @TempDir
    Path folder;

    private HubCache cache;
    private Path content;
    private Path lock;

    @BeforeEach
    void share() throws IOException {
        cache = HubCache.at(folder);
        content = folder.resolve("blobs/ab").resolve(HASH);
        lock = content.resolveSibling(HASH + ".lock");
        Files.createDirectories(folder.resolve("blobs/ab"));
        Files.writeString(folder.resolve("blobs/.huggingface-shared-blobs"), "1\n");
        Files.writeString(content, "weights");
        Files.writeString(content.resolveSibling(HASH + ".refs"), "models--a--b/blobs/gone\n");
        Files.createFile(lock);
    }

    @Test
    void whatNobodyUsesGoesWithItsList() throws Exception {
        assertEquals(7, cache.shared().collect(content));

        assertEquals(List.of(lock), HubCache.children(folder.resolve("blobs/ab")));
    }

    @Test
    void aLinkFromAnotherWayToTheCacheIsAUse() throws Exception {
        Path blobs = Files.createDirectories(folder.resolve("models--a--b/blobs"));
        Files.createSymbolicLink(blobs.resolve("gone"), content.toRealPath());
        Path way = Files.createSymbolicLink(folder.resolve("way"), folder);
        HubCache through = HubCache.at(way);

        assertEquals(0, through.shared().collect(way.resolve("blobs/ab").resolve(HASH)));

        assertTrue(Files.exists(content));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatSomebodyHasLockedStays() throws Exception {
        String inode = String.valueOf(Files.getAttribute(lock, "unix:ino"));
        Path list = Files.writeString(
                folder.resolve("locks"),
                "1: POSIX  ADVISORY  WRITE 9 fe:00:" + inode + " 0 EOF\n2: FLOCK  ADVISORY  WRITE 9 fe:00:1 0 EOF\n");
        FlockTable table = new FlockTable(list);
        assertFalse(table.isHeld(lock));
        Files.writeString(list, "3: FLOCK  ADVISORY  WRITE 9 fe:00:" + inode + " 0 EOF\n");

        assertEquals(0, new SharedBlobs(cache, table).collect(content));

        assertEquals("weights", Files.readString(content));
        assertEquals(3, HubCache.children(folder.resolve("blobs/ab")).size(), "nothing is left aside");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKindOfLockThatPythonTakesIsSeen() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/flock")) && Files.exists(Path.of("/proc/locks")),
                "needs util-linux");
        Process holder = new ProcessBuilder("/usr/bin/flock", lock.toString(), "sh", "-c", "echo held; cat").start();
        try {
            assertEquals('h', holder.getInputStream().read());

            assertEquals(0, cache.shared().collect(content));

            assertTrue(Files.exists(content));
        } finally {
            holder.getOutputStream().close();
            holder.waitFor();
        }
        assertEquals(7, cache.shared().collect(content));
    }
}
