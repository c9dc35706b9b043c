package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.whisperbench.api.BackendException;
import org.whisperbench.testkit.TestFramework;
import org.whisperbench.testkit.rogue.RogueBackend;

/** Where a process of its own finds the content of a bundle. */
@Timeout(60)
class BundleFilesTest {

    private static final String IMPORTS = "Import-Package";
    private static final String API = "org.whisperbench.api";

    @TempDir
    Path folder;

    private TestFramework framework;
    private Path exports;
    private BundleFiles files;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        exports = folder.resolve("exports");
        files = new BundleFiles(framework.context(), exports);
    }

    @AfterEach
    void stop() throws Exception {
        files.close();
        framework.close();
    }

    private Path jar(String name, Map<String, String> headers, Map<String, byte[]> entries) throws Exception {
        return BundleJars.write(folder.resolve(name), headers, entries);
    }

    private static String reference(Path jar) {
        return "reference:" + jar.toUri();
    }

    private Bundle fromStream(String location, Path jar) throws Exception {
        try (InputStream content = Files.newInputStream(jar)) {
            return framework.context().installBundle(location, content);
        }
    }

    private List<Path> content(Bundle bundle) throws Exception {
        return files.content(bundle.loadClass(RogueBackend.class.getName())).classPath();
    }

    @Test
    void aBackendThatNeedsOtherBundlesIsRefusedWhereverItLiesAndWhateverIsExported() throws Exception {
        Path jar = jar("needy.jar", Map.of(IMPORTS, API + ",org.osgi.framework"), Map.of());
        Bundle inPlace = framework.context().installBundle(reference(jar));

        assertThrows(BackendException.class, () -> content(inPlace));
        inPlace.uninstall();

        Bundle copied = fromStream("made-up:needy", jar);
        Class<?> provider = copied.loadClass(RogueBackend.class.getName());
        assertEquals(1, files.of(provider).size());
        assertThrows(BackendException.class, () -> files.content(provider));
        assertThrows(BackendException.class, () -> files.content(provider));
    }

    @Test
    void aBundleAtAnAwkwardReferenceIsUsedThereOrExported() throws Exception {
        Path jar = jar("r\u00f6 gue.jar", Map.of(), Map.of());
        String[] locations = {
            reference(jar),
            "reference:file:" + jar,
            "reference:file:" + Path.of("").toAbsolutePath().relativize(jar)
        };
        for (String location : locations) {
            Bundle bundle = fromStream(location, jar);

            Path root = content(bundle).get(0);

            assertTrue(root.equals(jar) || root.startsWith(exports), root::toString);
            bundle.uninstall();
        }
    }

    @Test
    void aStorageWhoseNameHasADotInItIsAsGoodAsAnother() throws Exception {
        Bundle bundle = fromStream("made-up:dotted", jar("dotted.jar", Map.of(), Map.of()));
        Path dotted = folder.resolve(".").resolve("dotted");

        try (BundleFiles other = new BundleFiles(framework.context(), dotted)) {
            Class<?> provider = bundle.loadClass(RogueBackend.class.getName());

            assertFalse(other.content(provider).classPath().isEmpty());
        }
    }

    @Test
    void aBundleThatWasUpdatedFromAStreamIsNotReadFromItsOldJar() throws Exception {
        Path old = jar("old.jar", Map.of(), Map.of());
        Bundle bundle = framework.context().installBundle(reference(old));
        assertEquals(List.of(old), content(bundle));

        try (InputStream next = Files.newInputStream(
                jar("next.jar", Map.of("Bundle-Version", "1.1.0"), Map.of("new.txt", new byte[1])))) {
            bundle.update(next);
        }

        assertTrue(Files.exists(content(bundle).get(0).resolve("new.txt")));
    }

    @Test
    void aJarThatWasReplacedUnderTheFrameworkIsNotUsedInItsPlace() throws Exception {
        Path jar = jar("replaced.jar", Map.of(), Map.of());
        Bundle bundle = framework.context().installBundle(reference(jar));
        Class<?> provider = bundle.loadClass(RogueBackend.class.getName());
        Files.setLastModifiedTime(jar, FileTime.fromMillis(bundle.getLastModified() + 60_000));

        assertTrue(files.of(provider).get(0).startsWith(exports));
    }

    @Test
    void theClassPathIsReadAsTheSpecificationSays() throws Exception {
        byte[] library = Files.readAllBytes(jar("library.jar", Map.of(), Map.of()));
        Path outside = Files.write(folder.resolve("outside.jar"), library);
        Bundle host = fromStream(
                "made-up:host",
                jar(
                        "host.jar",
                        Map.of(
                                "Bundle-ClassPath",
                                ".;lib/a.jar;attribute=\"x,y\",\"lib/b,c.jar\",/lib/d.jar,lib/fragment.jar,missing.jar,"
                                        + "../../outside.jar,/" + outside),
                        Map.of("lib/a.jar", library, "lib/b,c.jar", library, "lib/d.jar", library)));
        Path fragment = jar(
                "fragment.jar",
                Map.of("Bundle-SymbolicName", "test-fragment", "Fragment-Host", "test-backend"),
                Map.of("lib/fragment.jar", library));
        Bundle attached = framework.context().installBundle(reference(fragment));

        List<Path> path = content(host);

        Path root = path.get(0);
        Path other = path.get(path.size() - 1);
        assertTrue(other.getFileName().toString().startsWith(attached.getBundleId() + "-"), other::toString);
        assertEquals(
                List.of(
                        root,
                        root.resolve("lib/a.jar"),
                        root.resolve("lib/b,c.jar"),
                        root.resolve("lib/d.jar"),
                        other.resolve("lib/fragment.jar"),
                        other),
                path);
    }

    @Test
    void aBackendThatRequiresABundleIsRefusedByItsName() throws Exception {
        fromStream("made-up:other", jar("other.jar", Map.of("Bundle-SymbolicName", "other"), Map.of()));
        Bundle bundle = fromStream("made-up:needy", jar("needy.jar", Map.of("Require-Bundle", "other"), Map.of()));

        BackendException failure = assertThrows(BackendException.class, () -> content(bundle));

        assertTrue(failure.getMessage().contains("imports [all of bundle 'other'], which"), failure::getMessage);
    }

    @Test
    void aFolderIsReadAsAMultiReleaseJarIs() throws Exception {
        Bundle bundle = fromStream(
                "made-up:releases",
                jar(
                        "releases.jar",
                        Map.of("Multi-Release", "true"),
                        Map.of(
                                "META-INF/versions/9/a.txt", new byte[1],
                                "META-INF/versions/17/a.txt", new byte[1],
                                "META-INF/versions/99/a.txt", new byte[1])));

        List<Path> path = content(bundle);

        Path root = path.get(2);
        assertEquals(List.of(root.resolve("META-INF/versions/17"), root.resolve("META-INF/versions/9"), root), path);
    }

    @Test
    void exportsThatProcessesMayUseStayUntilTheNextStart() throws Exception {
        Bundle backend = fromStream("made-up:backend", jar("backend.jar", Map.of(), Map.of()));
        Bundle program =
                fromStream("made-up:program", jar("program.jar", Map.of("Bundle-SymbolicName", "program"), Map.of()));
        Path ofBackend = content(backend).get(0);
        Path ofProgram =
                files.of(program.loadClass(RogueBackend.class.getName())).get(0);

        backend.uninstall();
        program.uninstall();

        assertFalse(Files.exists(ofBackend));
        assertTrue(Files.exists(ofProgram));
        new BundleFiles(framework.context(), exports).close();
        assertFalse(Files.exists(ofProgram));
    }

    @Test
    void aChangeOfABundleWaitsForNoExportOfAnother() throws Exception {
        Map<String, byte[]> many = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("many/" + i, new byte[1]);
        }
        Bundle large = fromStream("made-up:large", jar("large.jar", Map.of("Bundle-SymbolicName", "large"), many));
        Bundle small = fromStream("made-up:small", jar("small.jar", Map.of(), Map.of()));
        content(small);
        Class<?> type = large.loadClass(RogueBackend.class.getName());
        CompletableFuture<List<Path>> exporting = CompletableFuture.supplyAsync(() -> {
            try {
                return files.of(type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        while (unfinished() == 0 && !exporting.isDone()) {
            Thread.onSpinWait();
        }

        small.uninstall();

        assertEquals(1, unfinished());
        assertTrue(Files.exists(exporting.get().get(0).resolve("many/9999")));
    }

    private long unfinished() throws IOException {
        try (Stream<Path> all = Files.list(exports)) {
            return all.filter(path -> path.getFileName().toString().startsWith("unfinished-"))
                    .count();
        }
    }
}
