package org.whisperbench.platform.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.GoodBackend;

class ProviderTest {

    @TempDir
    Path folder;

    private FirstLook look = FirstLook.patient();

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

    @Test
    void aProviderThatNeverAnswersHidesNoOther() throws Exception {
        look = new FirstLook(Duration.ofSeconds(2));

        List<Provider> found = load(Mute.class.getName(), GoodBackend.class.getName());

        assertEquals(
                "'%s' does not answer: info() was given up after 2.0 s".formatted(Mute.class.getName()),
                ((Provider.Broken) found.get(0)).problem());
        assertInstanceOf(Provider.Usable.class, found.get(1));
        assertTrue(Mute.INTERRUPTED.await(60, TimeUnit.SECONDS), "its thread was interrupted");
    }

    /** Ctrl-C while the host started was told as a fault of the backend that was being asked. */
    @Test
    void whatAnInterruptKeepsFromBeingAskedIsNoProblem() throws Exception {
        Thread.currentThread().interrupt();

        List<Provider> found = load(Mute.class.getName(), GoodBackend.class.getName());

        assertTrue(Thread.interrupted());
        assertEquals(List.of(), found);
    }

    @Test
    void aProviderThatSaysNothingIsAProblem() throws Exception {
        List<Provider> found = load(Blank.class.getName(), GoodBackend.class.getName());

        assertEquals("info() says nothing", ((Provider.Broken) found.get(0)).problem());
        assertInstanceOf(Provider.Usable.class, found.get(1));
    }

    @Test
    void aLoaderThatCannotListItsFilesIsOneProblem() {
        ClassLoader broken = new ClassLoader(ProviderTest.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("the disk is gone");
            }
        };

        List<Provider> found = Provider.load(broken, look);

        assertEquals(1, found.size(), found::toString);
        assertEquals("the disk is gone", ((Provider.Broken) found.get(0)).problem());
    }

    private List<Provider> load(String... lines) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
        Files.write(services.resolve(WhisperBackend.class.getName()), List.of(lines));
        URL[] path = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, ProviderTest.class.getClassLoader())) {
            return Provider.load(loader, look);
        }
    }

    /** Is no backend. */
    public static final class Stranger {}

    /** Says nothing when it is asked who it is. */
    public static final class Blank extends GoodBackend {

        @Override
        @SuppressWarnings("NullAway") // what a careless author may do
        public BackendInfo info() {
            return null;
        }
    }

    /** Thinks about who it is for ever. */
    public static final class Mute extends GoodBackend {

        static final CountDownLatch INTERRUPTED = new CountDownLatch(1);

        @Override
        public BackendInfo info() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                INTERRUPTED.countDown();
            }
            return super.info();
        }
    }

    /** Does not say who it is. */
    public static final class Shy extends GoodBackend {
        @Override
        public BackendInfo info() {
            throw new IllegalStateException("not today");
        }
    }
}
