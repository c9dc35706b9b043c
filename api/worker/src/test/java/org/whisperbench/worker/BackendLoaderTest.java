package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    @Test
    void aBackendSeesTheApiTheWorkerAndTheJavaPlatform() throws Exception {
        try (BackendLoader loader = new BackendLoader(List.of())) {
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
        try (BackendLoader loader = new BackendLoader(List.of())) {
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(JsonFactory.class.getName()));
            assertThrows(ClassNotFoundException.class, () -> loader.loadClass(Test.class.getName()));
            assertNull(loader.getResource("tools/jackson/core/json/JsonFactory.class"));
            assertFalse(loader.getResources("META-INF/MANIFEST.MF").asIterator().hasNext());
        }
    }

    @Test
    void aBackendThatEmbedsTheSameLibraryGetsItsOwn() throws Exception {
        try (BackendLoader loader = new BackendLoader(List.of(jar(JsonFactory.class)))) {
            Class<?> own = loader.loadClass(JsonFactory.class.getName());

            assertNotEquals(JsonFactory.class, own);
            assertSame(loader, own.getClassLoader());
            Object made = own.getDeclaredConstructor().newInstance();
            assertEquals("JSON", own.getMethod("getFormatName").invoke(made));
        }
    }
}
