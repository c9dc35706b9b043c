package org.whisperbench.worker;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for programs, without starting any: where a variable of the environment says, {@code WHISPERBENCH_TOOL_} with the
 * program's name in capitals and {@code _} for {@code -}, and in the folders of {@code PATH} only where there is none.
 */
public final class InstalledTool {

    /** Begins the names of the variables; children inherit them. */
    static final String VARIABLE = "WHISPERBENCH_TOOL_";

    private InstalledTool() {}

    /**
     * Looks for a program of this system.
     *
     * @param names its names without the end that Windows gives to programs, the preferred one first
     * @return absolute path of the first that is there
     */
    public static Optional<Path> find(String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        String osName = System.getProperty("os.name", "");
        return List.of(names).stream()
                .flatMap(name -> chosen(configured(name), name, path, osName).stream())
                .findFirst();
    }

    private static String configured(String name) {
        return System.getenv()
                .getOrDefault(VARIABLE + name.toUpperCase(Locale.ROOT).replace('-', '_'), "");
    }

    /** What was configured and is no program is not replaced by another program of that name. */
    static Optional<Path> chosen(String configured, String name, String path, String osName) {
        return configured.isEmpty()
                ? find(name, path, osName)
                : path(configured)
                        .filter(Path::isAbsolute)
                        .filter(Files::isRegularFile)
                        .filter(Files::isExecutable);
    }

    /**
     * Looks for a program of any system.
     *
     * @param name its name
     * @param path folders as in {@code PATH}; what is no absolute path is passed over
     * @param osName as {@code os.name}
     * @return absolute path of the first that is there
     */
    public static Optional<Path> find(String name, String path, String osName) {
        boolean windows = osName.toLowerCase(Locale.ROOT).contains("windows");
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
