package org.whisperbench.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;

/**
 * The folders of models on this system. Models that come from no hub go where the launcher's other files of this user go:
 * below {@code XDG_CACHE_HOME} on Linux, {@code ~/Library/Application Support} on macOS, {@code %LOCALAPPDATA%} on Windows;
 * the latter two have folders for caches, too, but systems clear those up. Where an earlier version made its folder
 * {@code ~/.cache/whisperbench/models}, that stays in use.
 */
final class ModelFolders {

    private static final Path NAME = Path.of("whisperbench", "models");

    private ModelFolders() {}

    /**
     * Returns the folders that the environment names.
     *
     * @param bundled folders that hold bundled models, in order of search
     * @param environment environment variables
     * @param osName the system property {@code os.name}
     */
    static StoreRoots of(List<Path> bundled, Map<String, String> environment, String osName) {
        StoreRoots roots = StoreRoots.of(bundled, environment);
        Path own = own(osName.toLowerCase(Locale.ROOT), environment);
        Path before = roots.web();
        Path used = Files.isDirectory(before) && !Files.isDirectory(own) ? before : own;
        List<OtherFolder> others = roots.others().stream()
                .map(o -> o.program() == OtherFolder.Program.PRIVATE ? new OtherFolder(o.program(), used) : o)
                .toList();
        return new StoreRoots(roots.bundled(), roots.hub(), others, roots.symbolicLinks());
    }

    private static Path own(String os, Map<String, String> environment) {
        String named = environment.getOrDefault("HOME", "");
        Path home = Path.of(named.isEmpty() ? System.getProperty("user.home") : named);
        Path parent;
        if (os.contains("mac")) {
            parent = home.resolve("Library").resolve("Application Support");
        } else if (os.contains("windows")) {
            parent = folder(environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
        } else {
            parent = folder(environment, "XDG_CACHE_HOME", home.resolve(".cache"));
        }
        return parent.resolve(NAME).toAbsolutePath();
    }

    /** A relative path in the environment is ignored, as the XDG specification demands. */
    private static Path folder(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }
}
