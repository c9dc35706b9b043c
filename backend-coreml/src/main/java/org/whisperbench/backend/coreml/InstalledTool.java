package org.whisperbench.backend.coreml;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for programs in the folders of {@code PATH}, without starting any. */
final class InstalledTool {

    private InstalledTool() {}

    static Optional<Path> find(String name) {
        return find(name, System.getenv().getOrDefault("PATH", ""), System.getProperty("os.name", ""));
    }

    static Optional<Path> find(String name, String path, String osName) {
        boolean windows = osName.toLowerCase(Locale.ROOT).contains("win");
        String file = windows ? name + ".exe" : name;
        return folders(path, windows ? ";" : ":").stream()
                .map(folder -> folder.resolve(file))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> folders(String path, String separator) {
        List<Path> folders = new ArrayList<>();
        for (String folder : path.split(Pattern.quote(separator), -1)) {
            path(folder).filter(Path::isAbsolute).ifPresent(folders::add);
        }
        return folders;
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            // A part of PATH that is no path holds no program.
            return Optional.empty();
        }
    }
}
