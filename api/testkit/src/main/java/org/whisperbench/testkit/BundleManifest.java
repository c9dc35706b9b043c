package org.whisperbench.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The manifest of a bundle.
 *
 * @param headers main attributes by name
 */
public record BundleManifest(Map<String, String> headers) {

    private static final Pattern CLAUSE = Pattern.compile("((?:[^,\"]|\"[^\"]*\")+)");

    /** Copies the map. */
    public BundleManifest {
        headers = Map.copyOf(headers);
    }

    /**
     * Reads the manifest of a jar.
     *
     * @param jar the jar
     * @return its manifest
     */
    public static BundleManifest of(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return of(file.getManifest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + jar + "'", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @param manifest as Java read it
     * @return its main attributes
     */
    public static BundleManifest of(Manifest manifest) {
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<Object, Object> header : manifest.getMainAttributes().entrySet()) {
            headers.put(((Attributes.Name) header.getKey()).toString(), (String) header.getValue());
        }
        return new BundleManifest(headers);
    }

    /**
     * Returns the packages that the bundle cannot be resolved without.
     *
     * @return names, as imported
     */
    public List<String> mandatoryImports() {
        Matcher clauses = CLAUSE.matcher(headers.getOrDefault("Import-Package", ""));
        return clauses.results()
                .map(r -> r.group(1).strip())
                .filter(c -> !c.contains("resolution:=optional"))
                .map(c -> c.split(";", 2)[0])
                .toList();
    }

    /**
     * Returns the imports that a backend must not have: it imports our packages only, those of the JDK need no import.
     *
     * @return names of packages; empty for a well-behaved backend
     */
    public List<String> foreignImports() {
        return mandatoryImports().stream()
                .filter(p -> !p.equals("org.whisperbench.api") && !p.startsWith("org.whisperbench.worker"))
                .filter(p -> !p.matches("javax?\\..*"))
                .collect(Collectors.toList());
    }
}
