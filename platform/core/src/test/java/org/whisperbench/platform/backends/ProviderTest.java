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
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

class ProviderTest {

    @TempDir
    Path folder;

    @Test
    void aProviderThatFailsHidesNoOther() throws IOException {
        List<Provider> found =
                load("no.such.Backend", Shy.class.getName(), Good.class.getName(), Stranger.class.getName());

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

    /** Says who it is. */
    public static class Good implements WhisperBackend {
        @Override
        public BackendInfo info() {
            return BackendInfo.builder("good").build();
        }

        @Override
        public Availability availability() {
            return new Availability.Available("1");
        }

        @Override
        public List<ModelDescriptor> models() {
            return List.of();
        }

        @Override
        public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
            throw new IllegalStateException("not loaded in this test");
        }
    }

    /** Is no backend. */
    public static final class Stranger {}

    /** Does not say who it is. */
    public static final class Shy extends Good {
        @Override
        public BackendInfo info() {
            throw new IllegalStateException("not today");
        }
    }
}
