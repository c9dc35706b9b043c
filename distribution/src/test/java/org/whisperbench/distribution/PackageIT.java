package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.BundleManifest;

/** What is in the archive. */
final class PackageIT {

    private static final Pattern LISTED =
            Pattern.compile("^ *((?:\\([^()]+\\) )+).*\\([\\w.-]+:([\\w.-]+):([\\w.-]+) - ", Pattern.MULTILINE);
    private static final Pattern NAME_AND_VERSION = Pattern.compile("(.+?)-(\\d[\\w.]*)\\.jar");

    private static Archive archive;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
    }

    @Test
    void backendsImportNothingButOurInterfaceAndTheJdk() throws IOException {
        List<Path> backends = jars("backends", "examples");

        assertEquals(7, backends.size());
        for (Path jar : backends) {
            BundleManifest manifest = BundleManifest.of(jar);
            assertEquals(List.of(), manifest.foreignImports(), jar::toString);
            assertTrue(manifest.mandatoryImports().contains("org.whisperbench.api"), jar::toString);
            assertFalse(manifest.headers().containsKey("DynamicImport-Package"), jar::toString);
            assertFalse(manifest.headers().containsKey("Export-Package"), jar::toString);
        }
    }

    @Test
    void everyPackageThatABundleOfOursExportsHasAVersion() throws IOException {
        for (Path jar : jars("bundles", "backends", "examples")) {
            if (isOurs(jar)) {
                String exports = BundleManifest.of(jar).headers().getOrDefault("Export-Package", "");
                List<String> clauses = Pattern.compile("(?:[^,\"]|\"[^\"]*\")+")
                        .matcher(exports)
                        .results()
                        .map(MatchResult::group)
                        .toList();
                clauses.forEach(c -> assertTrue(c.matches(".*;version=\"?[1-9\\d][\\d.]*\"?.*"), jar + ": " + c));
            }
        }
    }

    @Test
    void everyJarOfOthersIsListedWithItsLicence() throws IOException {
        String list = thirdParty();

        for (Path jar : jars("lib", "bundles")) {
            if (!isOurs(jar)) {
                String id = NAME_AND_VERSION.matcher(name(jar)).replaceFirst(":$1:$2 ");
                assertTrue(list.contains(id), () -> id + " in " + list);
            }
        }
    }

    @Test
    void everyListedPartIsInTheArchive() throws IOException {
        List<String> names = new ArrayList<>(
                jars("lib", "bundles").stream().map(PackageIT::name).toList());
        for (Path own : jars("bundles").stream().filter(PackageIT::isOurs).toList()) {
            try (ZipFile bundle = new ZipFile(own.toFile())) {
                bundle.stream()
                        .map(Object::toString)
                        .filter(e -> e.contains("commons") || e.startsWith("lib/"))
                        .forEach(names::add);
            }
        }

        LISTED.matcher(thirdParty()).results().map(m -> m.group(2)).forEach(artifact -> {
            String word = artifact.startsWith("commons-") ? "commons" : artifact;
            assertTrue(names.stream().anyMatch(n -> n.contains(word)), () -> artifact + " in " + names);
        });
    }

    @Test
    void everyLicenceThatIsNamedHasItsText() throws IOException {
        Path licenses = archive.home().resolve("licenses");
        List<MatchResult> listed = LISTED.matcher(thirdParty()).results().toList();

        assertTrue(listed.size() > 10, listed::toString);
        for (MatchResult part : listed) {
            Path own = licenses.resolve(part.group(2) + "-" + part.group(3) + "-jar");
            if (!hasLicence(own)) {
                for (String name : names(part.group(1))) {
                    assertTrue(
                            Files.isRegularFile(licenses.resolve(name + ".txt")), () -> name + " of " + part.group());
                }
            }
        }
    }

    @Test
    void theEngineBringsItsOwnLicence() throws IOException {
        Map<String, String> engines = Map.of("onnx", "onnxruntime", "coreml", "whisper.cpp");
        for (Path jar : jars("backends")) {
            String engine = engines.entrySet().stream()
                    .filter(e -> jar.getFileName().toString().contains("-" + e.getKey() + "-"))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
            if (engine.isEmpty()) {
                // Its engine is no part of the bundle.
                continue;
            }
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                List<String> texts = zip.stream()
                        .map(Object::toString)
                        .filter(entry -> entry.matches("META-INF/licenses/" + engine + "/.*(LICENSE|MIT).*"))
                        .toList();
                assertEquals(1, texts.size(), jar::toString);
            }
        }
    }

    @Test
    void ourOwnLicenceIsAtTheTop() throws IOException {
        assertTrue(Files.readString(archive.home().resolve("LICENSE")).contains("Apache License"));
        assertTrue(Files.isRegularFile(archive.home().resolve("NOTICE")));
        assertTrue(Files.isRegularFile(archive.home().resolve("README.md")));
    }

    /** Of "(A) (B) ". */
    private static List<String> names(String parentheses) {
        String inner = parentheses.strip();
        return List.of(inner.substring(1, inner.length() - 1).split("\\) \\(", -1));
    }

    private static boolean hasLicence(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(f -> name(f).toLowerCase(Locale.ROOT).startsWith("license"));
        }
    }

    private static String thirdParty() throws IOException {
        return Files.readString(archive.home().resolve("licenses/THIRD-PARTY.txt"));
    }

    private static boolean isOurs(Path jar) {
        return name(jar).startsWith("whisperbench-");
    }

    private static List<Path> jars(String... folders) throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String folder : folders) {
            jars.addAll(Archive.list(archive.home().resolve(folder)));
        }
        return jars;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
