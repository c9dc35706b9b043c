package org.whisperbench.platform.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.GoodBackend;

class ProviderTest {

    @TempDir
    Path folder;

    @Test
    void aProviderThatFailsHidesNoOther() throws IOException {
        List<Provider> found =
                load("no.such.Backend", Shy.class.getName(), GoodBackend.class.getName(), Stranger.class.getName());

        assertEquals(4, found.size(), found::toString);
        assertTrue(((Provider.Broken) found.get(0)).problem().contains("no.such.Backend"));
        assertEquals("not today", ((Provider.Broken) found.get(1)).problem());
        assertEquals(
                "good",
                assertInstanceOf(Provider.Usable.class, found.get(2)).info().id());
        assertTrue(((Provider.Broken) found.get(3)).problem().contains("Stranger"));
    }

    @Test
    void aMalformedServiceFileIsAProblem() throws IOException {
        List<Provider> found = load("not a class name");

        assertEquals(1, found.size());
        assertInstanceOf(Provider.Broken.class, found.get(0));
    }

    private List<Provider> load(String... lines) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
        Files.write(services.resolve(WhisperBackend.class.getName()), List.of(lines));
        URL[] path = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, ProviderTest.class.getClassLoader())) {
            return Provider.load(loader);
        }
    }

    /** Is no backend. */
    public static final class Stranger {}

    /** Does not say who it is. */
    public static final class Shy extends GoodBackend {
        @Override
        public BackendInfo info() {
            throw new IllegalStateException("not today");
        }
    }
}
