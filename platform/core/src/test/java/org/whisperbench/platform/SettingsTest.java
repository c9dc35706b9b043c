package org.whisperbench.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.FrameworkUtil;

class SettingsTest {

    @TempDir
    Path folder;

    @Test
    void severalValuesOfAConfigurationAreFolders() {
        Map<String, String> told = new HashMap<>();

        new ManagedSettings(told::putAll)
                .updated(FrameworkUtil.asDictionary(Map.of(
                        "whisperbench.models",
                        new String[] {"/a", "/b"},
                        "whisperbench.backends",
                        List.of("/c"),
                        "whisperbench.grace.seconds",
                        7,
                        "service.pid",
                        "org.whisperbench")));

        assertEquals(
                Map.of(
                        "whisperbench.models",
                        "/a" + File.pathSeparator + "/b",
                        "whisperbench.backends",
                        "/c",
                        "whisperbench.grace.seconds",
                        "7"),
                told);
    }

    @Test
    void theScratchFolderIsOneWhateverItsName() throws IOException {
        Path configured = folder.resolve("a:b");

        try (ScratchFolder scratch = ScratchFolder.of(key -> configured.toString())) {
            assertEquals(configured, scratch.path());
        }

        assertTrue(Files.isDirectory(configured), "it was not made for this alone");
    }

    @Test
    void anOwnScratchFolderGoesWithWhatWasLeftInIt() throws IOException {
        Path own;
        try (ScratchFolder scratch = ScratchFolder.of(key -> null)) {
            own = scratch.path();
            Files.createFile(own.resolve("left.wav"));
        }

        assertFalse(Files.exists(own));
    }
}
