package org.whisperbench.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An environment of Python that an engine runs in, looked at without starting Python: the packages in it are known by their
 * {@code .dist-info} folders, see "Recording installed projects" in the specifications of the Python Packaging Authority.
 *
 * @param folder absolute path of the environment, which need not exist; it holds {@code bin} or {@code Scripts}
 */
public record PythonEnvironment(Path folder) {

    /** Names the folder that holds the environments, one for each backend; a system property, or a variable. */
    public static final String FOLDER_PROPERTY = "whisperbench.engines";

    private static final String FOLDER_VARIABLE = "WHISPERBENCH_ENGINES";
    private static final String OWN_VARIABLE = "WHISPERBENCH_PYTHON_";

    /**
     * Finds the environment of a backend: the one that the variable {@code WHISPERBENCH_PYTHON_} with the backend's id in
     * capitals names, or that in the user's folder for engines.
     *
     * @param backend id of the backend
     * @return the environment; whether it exists is another question
     */
    public static PythonEnvironment of(String backend) {
        String own = System.getenv(variable(backend));
        return new PythonEnvironment(
                own != null && !own.isBlank()
                        ? Path.of(own).toAbsolutePath()
                        : enginesFolder().resolve(backend));
    }

    /**
     * Returns the folder that holds the environments: what {@link #FOLDER_PROPERTY} or {@code WHISPERBENCH_ENGINES} says, or
     * one in the user's folder for data.
     *
     * @return absolute path; it need not exist
     */
    public static Path enginesFolder() {
        String set = System.getProperty(FOLDER_PROPERTY, System.getenv().getOrDefault(FOLDER_VARIABLE, ""));
        return set.isBlank()
                ? dataFolder(System.getProperty("os.name", ""), System.getenv(), Path.of(home()))
                        .resolve("engines")
                : Path.of(set).toAbsolutePath();
    }

    /** The variable that names a user's own environment for a backend. */
    static String variable(String backend) {
        return OWN_VARIABLE + backend.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether it is the user's own, and not the one that is made for a backend. */
    boolean isUsers(String backend) {
        return !folder.equals(enginesFolder().resolve(backend));
    }

    private static String home() {
        String home = System.getenv().getOrDefault("HOME", "");
        return home.isEmpty() ? System.getProperty("user.home", ".") : home;
    }

    /** By the customs of the system, as the launcher's own folders; a relative path in a variable is ignored. */
    static Path dataFolder(String osName, Map<String, String> environment, Path home) {
        String os = osName.toLowerCase(Locale.ROOT);
        Path absolute = home.toAbsolutePath();
        if (os.contains("mac")) {
            return absolute.resolve("Library/Application Support/whisperbench");
        }
        boolean windows = os.contains("windows");
        String set = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_DATA_HOME", "");
        Path otherwise = absolute.resolve(windows ? "AppData/Local" : ".local/share");
        return (set.isEmpty() || !Path.of(set).isAbsolute() ? otherwise : Path.of(set)).resolve("whisperbench");
    }

    /**
     * Returns the interpreter.
     *
     * @return absolute path, or empty if the environment has none
     */
    public Optional<Path> interpreter() {
        return List.of("bin/python", "bin/python3", "Scripts/python.exe").stream()
                .map(folder::resolve)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Returns the version of Python that the environment was made with.
     *
     * @return what {@code pyvenv.cfg} says, which venv and uv write, or empty if there is no such file
     */
    public Optional<String> pythonVersion() {
        Path notes = folder.resolve("pyvenv.cfg");
        try {
            List<String> lines = Files.isRegularFile(notes) ? Files.readAllLines(notes) : List.of();
            return lines.stream()
                    .map(line -> line.split("=", 2))
                    .filter(pair -> pair.length == 2 && pair[0].strip().matches("version(_info)?"))
                    .map(pair -> pair[1].strip())
                    .findFirst();
        } catch (IOException e) {
            // What cannot be read tells no version.
            return Optional.empty();
        }
    }

    /**
     * Returns the version of a package.
     *
     * @param distribution name of the package, as its index writes it
     * @return its version, or empty if it is not installed in this environment
     */
    public Optional<String> version(String distribution) {
        String wanted = normal(distribution);
        for (Path packages : packageFolders()) {
            for (Path info : list(packages, "*.dist-info")) {
                String name = String.valueOf(info.getFileName());
                String base = name.substring(0, name.length() - ".dist-info".length());
                int dash = base.lastIndexOf('-');
                if (dash > 0 && normal(base.substring(0, dash)).equals(wanted)) {
                    return Optional.of(base.substring(dash + 1));
                }
            }
        }
        return Optional.empty();
    }

    /** Names are equal if they are so after this, see "Names and normalization" of the same specifications. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    private List<Path> packageFolders() {
        List<Path> found = new ArrayList<>();
        found.add(folder.resolve("Lib/site-packages"));
        for (Path version : list(folder.resolve("lib"), "python3*")) {
            found.add(version.resolve("site-packages"));
        }
        return found;
    }

    private static List<Path> list(Path folder, String names) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            files.forEach(found::add);
        } catch (IOException e) {
            // What is not there, or may not be read, has no packages for us.
            return List.of();
        }
        return found;
    }
}
