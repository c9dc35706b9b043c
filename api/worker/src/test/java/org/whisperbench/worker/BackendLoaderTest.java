package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperBackend;
import tools.jackson.core.json.JsonFactory;

class BackendLoaderTest {

    private static Path jar(Class<?> of) {
        try {
            return Path.of(
                    of.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static BackendLoader loader(List<Path> classPath) throws IOException {
        return new BackendLoader(new BackendContent(classPath, List.of()));
    }

    @Test
    void aBackendSeesTheApiTheWorkerAndTheJavaPlatform() throws Exception {
        try (BackendLoader loader = loader(List.of())) {
            assertSame(WhisperBackend.class, loader.loadClass(WhisperBackend.class.getName()));
            assertSame(WavAudio.class, loader.loadClass(WavAudio.class.getName()));
            assertNotNull(loader.loadClass("java.sql.Connection"));
            assertNotNull(
                    loader.getResource("org/whisperbench/worker/python/whisperbench_worker/server.py") == null
                            ? loader.getResource("org/whisperbench/worker/WavAudio.class")
                            : "");
        }
    }

    @Test
    void theWorkersOwnLibrariesStayUnseen() throws IOException {
        try (BackendLoader loader = loader(List.of())) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(JsonFactory.class.getName()));
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(Test.class.getName()));
            assertNull(loader.getResource("tools/jackson/core/json/JsonFactory.class"));
            assertFalse(loader.getResources("META-INF/MANIFEST.MF").asIterator().hasNext());
        }
    }

    @Test
    void aBackendThatEmbedsTheSameLibraryGetsItsOwn() throws Exception {
        try (BackendLoader loader = loader(List.of(jar(JsonFactory.class)))) {
            Class<?> own = loader.loadClass(JsonFactory.class.getName());

            assertNotEquals(JsonFactory.class, own);
            assertSame(loader, own.getClassLoader());
            Object made = own.getDeclaredConstructor().newInstance();
            assertEquals("JSON", own.getMethod("getFormatName").invoke(made));
        }
    }

    @Test
    void librariesAreFoundByTheirNameAsTheSystemWritesIt() throws IOException {
        Path library = Path.of(System.mapLibraryName("made_up")).toAbsolutePath();
        BackendContent content = new BackendContent(List.of(Path.of("a.jar").toAbsolutePath()), List.of(library));
        assertEquals(content, BackendContent.of(content.arguments()));

        try (BackendLoader loader = new BackendLoader(content)) {
            assertEquals(library.toString(), loader.findLibrary("made_up"));
            assertNull(loader.findLibrary("other"));
        }
    }

    @Test
    void aFolderHasTheManifestsAttributesAndClassesForLaterReleases(@TempDir Path folder) throws Exception {
        String name = ScriptedHost.class.getName();
        String entry = name.replace('.', '/') + ".class";
        byte[] code;
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/" + entry))) {
            code = in.readAllBytes();
        }
        // In a package that the worker does not share.
        String other = new String(code, StandardCharsets.ISO_8859_1)
                .replace("org/whisperbench/worker", "org/whisperbench/w_rker");
        Path versions = Files.createDirectories(folder.resolve("META-INF/versions/17"));
        Path file = versions.resolve(entry.replace("/worker/", "/w_rker/"));
        Files.createDirectories(file.getParent());
        Files.write(file, other.getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(
                folder.resolve("META-INF/MANIFEST.MF"), "Manifest-Version: 1.0\nImplementation-Version: 9.9\n\n");

        try (BackendLoader loader = loader(List.of(versions, folder))) {
            Package found =
                    loader.loadClass(name.replace(".worker.", ".w_rker.")).getPackage();
            assertEquals("9.9", found.getImplementationVersion());
        }
    }
}
