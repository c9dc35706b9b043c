package org.whisperbench.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;

/** The table of docs/operating.md, row of the models that come from no hub. */
class ModelFoldersTest {

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private StoreRoots roots(String os) {
        environment.put("HOME", home.toString());
        return ModelFolders.of(List.of(), environment, os);
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, .cache/whisperbench/models",
        "FreeBSD, .cache/whisperbench/models",
        "Mac OS X, Library/Application Support/whisperbench/models",
        "Windows 11, AppData/Local/whisperbench/models"
    })
    void everySystemHasItsCustom(String os, String folder) {
        StoreRoots roots = roots(os);

        assertEquals(home.resolve(folder), roots.web());
        assertEquals(home.resolve(".cache/huggingface/hub"), roots.hub(), "the hub's cache is where Python has it");
        assertEquals(
                1,
                roots.others().stream()
                        .filter(o -> o.program() == OtherFolder.Program.PRIVATE)
                        .count());
    }

    @Test
    void theEnvironmentMovesItIfItsPathIsAbsolute() {
        Path elsewhere = home.resolve("elsewhere");
        environment.put("LOCALAPPDATA", elsewhere.toString());
        environment.put("XDG_CACHE_HOME", elsewhere.toString());

        assertEquals(
                elsewhere.resolve("whisperbench/models"), roots("Windows 11").web());
        assertEquals(elsewhere.resolve("whisperbench/models"), roots("Linux").web());

        environment.put("XDG_CACHE_HOME", "relative");
        assertEquals(home.resolve(".cache/whisperbench/models"), roots("Linux").web());
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X", "Windows 11"})
    void whatAnEarlierVersionFetchedStaysInUse(String os) throws IOException {
        Path before = Files.createDirectories(home.resolve(".cache/whisperbench/models"));

        assertEquals(before, roots(os).web());

        Files.delete(before);
        Path own = Files.createDirectories(roots(os).web());
        Files.createDirectories(before);
        assertEquals(own, roots(os).web());
        assertTrue(own.startsWith(home));
    }
}
