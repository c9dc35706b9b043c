package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostTest {

    @TempDir
    private Path folder;

    @Test
    void aThreadThatIsInterruptedWaitsForTheEndOfTheFrameworkAllTheSame() throws Exception {
        Files.createDirectory(folder.resolve("bundles"));
        Installation installation = new Installation(folder, "1.0.0", new Properties());
        Path cache = folder.resolve("cache");
        UserFolders user = new UserFolders(cache, folder.resolve("backends"), folder.resolve("history"));
        try (FrameworkSlot slot = FrameworkSlot.take(cache, installation)) {
            Host host = new Host(installation, user, slot);
            host.start();
            assertTrue(isRunning());
            Thread.currentThread().interrupt();

            host.close();

            assertTrue(Thread.interrupted(), "the command's interrupt is still there");
            assertFalse(isRunning());
        }
    }

    private static boolean isRunning() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("FelixDispatchQueue"));
    }
}
