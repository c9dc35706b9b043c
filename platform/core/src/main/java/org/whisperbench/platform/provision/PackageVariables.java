package org.whisperbench.platform.provision;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables of commands that install packages: what of this process' environment concerns packages, and what makes uv
 * look where pip would, or both look into folders alone.
 *
 * @param process variables of this process
 * @param options what the user asked for
 */
record PackageVariables(Map<String, String> process, SetupOptions options) {

    private static final Set<String> INHERITED = Set.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "TMPDIR",
            "TMP",
            "TEMP",
            "SYSTEMROOT",
            "USERPROFILE",
            "APPDATA",
            "LOCALAPPDATA",
            "XDG_CACHE_HOME",
            "XDG_CONFIG_HOME",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "REQUESTS_CA_BUNDLE");
    private static final List<String> TOOLS = List.of("PIP_", "UV_");

    /** What names places for packages; none of them is in force when only folders are looked at. */
    private static final List<String> PLACES = List.of(
            "PIP_INDEX_URL",
            "PIP_EXTRA_INDEX_URL",
            "PIP_FIND_LINKS",
            "UV_DEFAULT_INDEX",
            "UV_INDEX",
            "UV_INDEX_URL",
            "UV_EXTRA_INDEX_URL",
            "UV_FIND_LINKS",
            "UV_CONFIG_FILE");

    /** What is handed on of this process' environment. */
    Map<String, String> inherited() {
        Map<String, String> kept = new HashMap<>();
        process.forEach((name, value) -> {
            String upper = name.toUpperCase(Locale.ROOT);
            if (INHERITED.contains(upper) || TOOLS.stream().anyMatch(upper::startsWith)) {
                kept.put(name, value);
            }
        });
        kept.put("UV_PYTHON_DOWNLOADS", "never");
        return kept;
    }

    /** What is handed on, and what is added. What is added as empty is left out. */
    Map<String, String> all(Map<String, String> added) {
        Map<String, String> all = inherited();
        all.putAll(added);
        all.values().removeIf(String::isEmpty);
        return all;
    }

    /**
     * What is added for pip. An index can hold a password, so it never is on a command line, which all users see.
     *
     * <p>pip passes over a variable that is empty, and reads no configuration from the null device.
     */
    Map<String, String> forPip() {
        if (options.offline()) {
            Map<String, String> added = cleared("PIP_");
            added.put("PIP_CONFIG_FILE", windows() ? "nul" : "/dev/null");
            return added;
        }
        return options.indexUrl().isEmpty() ? Map.of() : Map.of("PIP_INDEX_URL", options.indexUrl());
    }

    /**
     * What is added for uv, which does not read pip's configuration, see "Compatibility with pip" in uv's documentation. Its
     * own variables win over pip's; {@code UV_INDEX} is separated by blanks as pip's are, {@code UV_FIND_LINKS} by commas.
     */
    Map<String, String> forUv(PipConfiguration pip) {
        if (options.offline()) {
            Map<String, String> added = cleared("UV_");
            added.putAll(Map.of("UV_PYTHON_DOWNLOADS", "never", "UV_OFFLINE", "1", "UV_NO_CONFIG", "1"));
            return added;
        }
        Map<String, String> added = new TreeMap<>(Map.of("UV_PYTHON_DOWNLOADS", "never"));
        if (!options.indexUrl().isEmpty()) {
            added.put("UV_DEFAULT_INDEX", options.indexUrl());
        } else if (unset("UV_DEFAULT_INDEX", "UV_INDEX_URL")) {
            add(added, "UV_DEFAULT_INDEX", pip.value("index-url"));
        }
        if (unset("UV_INDEX", "UV_EXTRA_INDEX_URL")) {
            add(added, "UV_INDEX", pip.value("extra-index-url"));
        }
        if (unset("UV_FIND_LINKS")) {
            add(added, "UV_FIND_LINKS", pip.value("find-links").replace(' ', ','));
        }
        if (unset("SSL_CERT_FILE")) {
            add(added, "SSL_CERT_FILE", pip.value("cert"));
        }
        return added;
    }

    private boolean unset(String... names) {
        return List.of(names).stream()
                .allMatch(name -> process.getOrDefault(name, "").isEmpty());
    }

    private static void add(Map<String, String> added, String name, String value) {
        if (!value.isEmpty()) {
            added.put(name, value);
        }
    }

    private Map<String, String> cleared(String tool) {
        Map<String, String> added = new TreeMap<>();
        PLACES.stream().filter(name -> name.startsWith(tool) && !unset(name)).forEach(name -> added.put(name, ""));
        return added;
    }

    private static boolean windows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
