package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class UserFoldersTest {

    private static final Path HOME = Path.of("home").toAbsolutePath();

    @Test
    void linuxHasHiddenFoldersAtHome() {
        UserFolders folders = UserFolders.of("Linux", Map.of(), HOME);

        assertEquals(HOME.resolve(".cache/whisperbench"), folders.cache());
        assertEquals(HOME.resolve(".local/share/whisperbench/backends"), folders.backends());
        assertEquals(HOME.resolve(".local/state/whisperbench/history"), folders.history());
    }

    @Test
    void linuxFollowsTheXdgVariables() {
        Path cache = HOME.resolve("elsewhere cache");
        Path data = HOME.resolve("elsewhere data");

        UserFolders folders = UserFolders.of(
                "Linux", Map.of("XDG_CACHE_HOME", cache.toString(), "XDG_DATA_HOME", data.toString()), HOME);

        assertEquals(cache.resolve("whisperbench"), folders.cache());
        assertEquals(data.resolve("whisperbench").resolve("backends"), folders.backends());
    }

    @Test
    void emptyAndRelativeXdgVariablesAreIgnored() {
        UserFolders folders = UserFolders.of("Linux", Map.of("XDG_CACHE_HOME", "", "XDG_DATA_HOME", "some/data"), HOME);

        assertEquals(UserFolders.of("Linux", Map.of(), HOME), folders);
    }

    @Test
    void macHasALibraryAndIgnoresTheXdgVariables() {
        UserFolders folders = UserFolders.of(
                "Mac OS X", Map.of("XDG_CACHE_HOME", HOME.resolve("x").toString()), HOME);

        assertEquals(HOME.resolve("Library/Caches/whisperbench"), folders.cache());
        assertEquals(HOME.resolve("Library/Application Support/whisperbench/backends"), folders.backends());
        assertEquals(HOME.resolve("Library/Application Support/whisperbench/history"), folders.history());
    }

    @Test
    void windowsHasLocalApplicationData() {
        Path local = HOME.resolve("local");

        UserFolders told = UserFolders.of("Windows 11", Map.of("LOCALAPPDATA", local.toString()), HOME);
        UserFolders guessed = UserFolders.of("Windows 11", Map.of(), HOME);

        assertEquals(local.resolve("whisperbench/cache"), told.cache());
        assertEquals(local.resolve("whisperbench/backends"), told.backends());
        assertEquals(local.resolve("whisperbench/history"), told.history());
        assertEquals(HOME.resolve("AppData/Local/whisperbench/cache"), guessed.cache());
    }
}
