package org.whisperbench.platform.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folders in which models are looked for.
 *
 * @param bundled folders that hold bundled models, in order of search
 * @param hub the cache of a Hugging Face compatible hub, that is the folder that holds {@code models--OWNER--NAME}
 * @param others folders of other programs, looked into after the hub's cache
 * @param symbolicLinks whether snapshots in the hub's cache may be symbolic links
 */
public record StoreRoots(List<Path> bundled, Path hub, List<OtherFolder> others, boolean symbolicLinks) {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{([A-Za-z_0-9]+)}|([A-Za-z_0-9]+))");
    private static final List<String> ON = List.of("1", "ON", "YES", "TRUE");

    /** Copies the lists. */
    public StoreRoots {
        bundled = List.copyOf(bundled);
        others = List.copyOf(others);
    }

    /**
     * Names folders without those of other programs.
     *
     * @param bundled folders that hold bundled models, in order of search
     * @param hub the cache of a hub
     */
    public StoreRoots(List<Path> bundled, Path hub) {
        this(bundled, hub, List.of(), true);
    }

    /**
     * Returns the folders that the environment names.
     *
     * @param bundled folders that hold bundled models, in order of search
     * @param environment environment variables; {@code HF_HUB_DISABLE_SYMLINKS} counts, too
     * @return the folders; they need not exist
     */
    public static StoreRoots of(List<Path> bundled, Map<String, String> environment) {
        return new StoreRoots(
                bundled,
                hubCache(environment),
                OtherFolder.of(environment),
                !isOn(environment, "HF_HUB_DISABLE_SYMLINKS"));
    }

    /**
     * Returns the folder in which models are kept that come from no hub.
     *
     * @return this platform's own; it need not exist
     */
    public Path web() {
        return others.stream()
                .filter(o -> o.program() == OtherFolder.Program.PRIVATE)
                .map(OtherFolder::path)
                .findFirst()
                .orElseGet(() -> hub.resolveSibling("whisperbench-models"));
    }

    /**
     * Tells whether a switch of huggingface_hub is on.
     *
     * @param environment environment variables
     * @param name the switch
     * @return true for 1, on, yes and true in any case
     */
    public static boolean isOn(Map<String, String> environment, String name) {
        return ON.contains(environment.getOrDefault(name, "").toUpperCase(java.util.Locale.ROOT));
    }

    /**
     * Returns the hub's cache that the environment names, by the rules of huggingface_hub's {@code constants.py}:
     * {@code HF_HUB_CACHE}, else {@code HUGGINGFACE_HUB_CACHE}, else {@code HF_HOME/hub}, else
     * {@code XDG_CACHE_HOME/huggingface/hub}, else {@code ~/.cache/huggingface/hub}, where {@code HOME} comes before the
     * home folder that the system knows. A {@code ~} at the beginning and {@code $NAME} are replaced.
     *
     * @param environment environment variables
     * @return absolute path of the cache; it need not exist
     */
    public static Path hubCache(Map<String, String> environment) {
        Path old = folder(
                environment, "HUGGINGFACE_HUB_CACHE", huggingFace(environment).resolve("hub"));
        return folder(environment, "HF_HUB_CACHE", old).toAbsolutePath();
    }

    /**
     * Returns the folder in which huggingface_hub keeps its cache and the token: {@code HF_HOME}.
     *
     * @param environment environment variables
     * @return the folder; it need not exist
     */
    public static Path huggingFace(Map<String, String> environment) {
        return folder(environment, "HF_HOME", cache(environment).resolve("huggingface"));
    }

    /**
     * Returns the user's home folder.
     *
     * @param environment environment variables; {@code HOME} comes before what the system knows
     * @return the folder
     */
    static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    }

    /** The user's folder for caches: {@code XDG_CACHE_HOME}, else {@code ~/.cache}. */
    static Path cache(Map<String, String> environment) {
        return folder(environment, "XDG_CACHE_HOME", home(environment).resolve(".cache"));
    }

    private static Path folder(Map<String, String> environment, String name, Path otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : Path.of(expanded(value, environment));
    }

    private static String expanded(String path, Map<String, String> environment) {
        Matcher variables = VARIABLE.matcher(path);
        String replaced = variables.replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(environment.getOrDefault(name, found.group()));
        });
        boolean atHome = replaced.equals("~") || replaced.startsWith("~/");
        return atHome ? home(environment) + replaced.substring(1) : replaced;
    }
}
