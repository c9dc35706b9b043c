package org.whisperbench.platform.hotfolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.testkit.TestFramework;

/** Backends that need a bundle which goes and comes again. */
class HealingTest {

    private static final String NEEDS =
            "it needs package 'no.such.thing', which no bundle exports; add a bundle that does";

    @TempDir
    Path folder;

    private Path hot;
    private TestFramework framework;
    private HotFolders folders;
    private ArtifactInstaller watching;
    private Path library;
    private Path jar;

    @BeforeEach
    void start() throws Exception {
        hot = Files.createDirectories(folder.resolve("hot")).toRealPath();
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        folders = new HotFolders(framework.context(), List.of(hot));
        watching = framework.context().getService(framework.context().getServiceReference(ArtifactInstaller.class));
        jar = backend("1.0.0");
        addLibrary();
        watching.install(jar.toFile());
    }

    @AfterEach
    void stop() throws Exception {
        folders.close();
        framework.close();
    }

    /** It healed once, and was not looked after any more; nobody said that it was gone. */
    @Test
    void aBackendIsPutBackEachTimeThatWhatItNeedsComesAgain() throws Exception {
        assertEquals(Bundle.ACTIVE, state(jar));
        for (int time = 1; time <= 3; time++) {
            removeLibrary();
            until("the loss is told, time " + time, () -> folders.refused().equals(Map.of(jar, NEEDS)));
            assertEquals(Bundle.INSTALLED, state(jar));

            addLibrary();
            until("the backend runs again, time " + time, () -> state(jar) == Bundle.ACTIVE);
            until("nothing is refused, time " + time, () -> folders.refused().isEmpty());
        }
    }

    @Test
    void whatSomebodyStoppedStaysStoppedUntilItsJarChanges() throws Exception {
        Path other = backend("2.0.0");
        watching.install(other.toFile());
        bundle(jar).stop();

        removeLibrary();
        until("the loss is told", () -> folders.refused().containsKey(other));
        addLibrary();
        until("the other runs again", () -> state(other) == Bundle.ACTIVE);

        assertTrue((state(jar) & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0);
        assertEquals(Map.of(), folders.refused());
        TestFramework.writeBackend(jar, "1.1.0", List.of("no.such.thing"), List.of(GoodBackend.class));
        watching.update(jar.toFile());
        assertEquals(Bundle.ACTIVE, state(jar));
    }

    @Test
    void whatIsRefusedIsKnownUntilItGoesOrIsWell() throws Exception {
        Path text = Files.writeString(hot.resolve("text.jar"), "no jar");
        watching.install(text.toFile());
        Path twin = Files.copy(jar, hot.resolve("twin.jar"));
        watching.install(twin.toFile());

        assertEquals(List.of(text, twin), List.copyOf(folders.refused().keySet()));
        assertTrue(String.valueOf(folders.refused().get(text)).startsWith("it is no whole jar ("));
        assertTrue(String.valueOf(folders.refused().get(twin)).endsWith("; remove one of the two jars"));

        Files.delete(text);
        watching.uninstall(text.toFile());
        Files.delete(jar);
        watching.uninstall(jar.toFile());
        assertEquals(Map.of(), folders.refused());
    }

    /** One-shot commands said of a jar that it misses what the next jar of the folder had. */
    @Test
    void whatLiesBesideAJarIsLookedAtBeforeItIsSaidToMissSomething() throws Exception {
        Path needy = hot.resolve("a.jar");
        TestFramework.writeBackend(needy, "3.0.0", List.of("another.thing"), List.of(GoodBackend.class));
        Files.writeString(hot.resolve("b.jar"), "no jar");
        Path other = MissingPartsTest.bundle(hot, "other", Map.of("Export-Package", "another.thing"));

        watching.install(needy.toFile());

        assertEquals(Bundle.ACTIVE, state(needy));
        assertEquals(Map.of(), folders.refused());
        watching.install(other.toFile());
        assertEquals(Bundle.ACTIVE, state(other));
    }

    private Path backend(String version) throws Exception {
        Path to = hot.resolve("backend-" + version + ".jar");
        TestFramework.writeBackend(to, version, List.of("no.such.thing"), List.of(GoodBackend.class));
        return to;
    }

    private void addLibrary() throws Exception {
        library = MissingPartsTest.bundle(hot, "library", Map.of("Export-Package", "no.such.thing"));
        watching.install(library.toFile());
    }

    private void removeLibrary() throws Exception {
        Files.delete(library);
        watching.uninstall(library.toFile());
    }

    private int state(Path of) {
        return bundle(of).getState();
    }

    private Bundle bundle(Path of) {
        return framework.context().getBundle(BackendInstaller.location(of));
    }

    /** Events of a framework come later, and in threads of its own. */
    private static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60), () -> "in vain: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
