package org.whisperbench.launcher;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where this user's files go, by the customs of the operating system: the XDG base directory specification on Linux,
 * {@code ~/Library} on macOS, {@code %LOCALAPPDATA%} on Windows.
 *
 * @param cache what may be deleted at any time
 * @param backends hot folder of this user; it need not exist
 * @param history file of the lines typed at the prompt; it need not exist
 */
record UserFolders(Path cache, Path backends, Path history) {

    private static final String NAME = "whisperbench";

    static UserFolders of(String osName, Map<String, String> environment, Path home) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.contains("mac")) {
            Path library = home.resolve("Library");
            Path support = library.resolve("Application Support").resolve(NAME);
            return new UserFolders(
                    library.resolve("Caches").resolve(NAME), support.resolve("backends"), support.resolve("history"));
        }
        if (os.contains("windows")) {
            Path local = folder(
                            environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"))
                    .resolve(NAME);
            return new UserFolders(local.resolve("cache"), local.resolve("backends"), local.resolve("history"));
        }
        return new UserFolders(
                folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")).resolve(NAME),
                folder(environment, "XDG_DATA_HOME", home.resolve(".local").resolve("share"))
                        .resolve(NAME)
                        .resolve("backends"),
                folder(environment, "XDG_STATE_HOME", home.resolve(".local").resolve("state"))
                        .resolve(NAME)
                        .resolve("history"));
    }

    /** A relative path in the environment is ignored, as the XDG specification demands. */
    private static Path folder(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }
}
