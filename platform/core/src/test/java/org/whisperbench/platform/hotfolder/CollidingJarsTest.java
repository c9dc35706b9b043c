package org.whisperbench.platform.hotfolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.testkit.TestFramework;

/** Jars that stand in each other's way, and what is said of those that cannot be used. */
class CollidingJarsTest {

    @TempDir
    Path folder;

    private Path hot;
    private Path jar;
    private TestFramework framework;
    private BackendInstaller installer;

    @BeforeEach
    void start() throws Exception {
        hot = Files.createDirectories(folder.resolve("hot")).toRealPath();
        jar = hot.resolve("first.jar");
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        installer = new BackendInstaller(framework.context(), List.of(hot));
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void anUpdateThatCollidesWithAnotherJarHealsWhenThatGoes() throws Exception {
        write(jar, "1.0.0");
        Path second = hot.resolve("second.jar");
        write(second, "2.0.0");
        installer.install(jar.toFile());
        installer.install(second.toFile());

        Files.copy(jar, second, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(second, FileTime.from(Instant.EPOCH));
        installer.update(second.toFile());
        assertEquals("1.0.0 " + Bundle.ACTIVE, live(jar));

        Files.delete(jar);
        installer.uninstall(jar.toFile());
        assertEquals("1.0.0 " + Bundle.ACTIVE, live(second));
    }

    @Test
    void whatWasWrongFirstIsTheReason() {
        BundleException wrapped = new BundleException(
                "Activator start error in bundle x [12].", new IllegalStateException("no licence file"));
        BundleException unnamed = new BundleException("Activator start error.", new ClassNotFoundException("a.B"));

        assertEquals("no licence file", BackendInstaller.reason(wrapped));
        assertEquals("a class is missing or does not fit: a.B", BackendInstaller.reason(unnamed));
    }

    @Test
    void aJarForANewerJavaSaysWhichAndNamesNothingThatTheFrameworkIgnores() throws Exception {
        Manifest manifest = bundle("newer");
        manifest.getMainAttributes()
                .putValue(
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\","
                                + "osgi.service;filter:=\"(objectClass=no.such.Service)\";effective:=active");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();

        installer.install(jar.toFile());

        assertEquals(
                "it needs Java 99 or later, and this is Java "
                        + Runtime.version().feature(),
                new MissingParts(framework.context())
                        .of(framework.context().getBundle(BackendInstaller.location(jar)))
                        .orElseThrow());
    }

    @Test
    @Timeout(60)
    void anOrphanThatAStartingBundleIsWiredToIsRemovedAllTheSame() throws Exception {
        Path library = exporting(hot.resolve("library.jar"), "orphaned");
        installer.install(library.toFile());
        Files.delete(library);
        Path user = folder.resolve("user.jar");
        TestFramework.writeBackend(user, "1.0.0", List.of("orphaned"), List.of(GoodBackend.class));
        Bundle starting = framework.context().installBundle(user.toUri().toString());
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch removed = new CountDownLatch(1);
        SynchronousBundleListener holding = event -> {
            if (event.getBundle() == starting && event.getType() == BundleEvent.STARTING) {
                held.countDown();
                await(removed);
            }
        };
        framework.context().addBundleListener(holding);
        FutureTask<Boolean> start = new FutureTask<>(() -> {
            starting.start();
            return true;
        });
        new Thread(start).start();
        held.await();

        installer.removeOrphans();

        removed.countDown();
        assertTrue(start.get());
        assertNull(framework.context().getBundle(BackendInstaller.location(library)));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path exporting(Path library, String packages) throws Exception {
        Manifest manifest = bundle("library");
        manifest.getMainAttributes().putValue("Export-Package", packages);
        new JarOutputStream(Files.newOutputStream(library), manifest).close();
        return library;
    }

    private static Manifest bundle(String name) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        return manifest;
    }

    private static void write(Path jar, String version) throws Exception {
        TestFramework.writeBackend(jar, version, List.of(), List.of(GoodBackend.class));
    }

    private String live(Path of) {
        Bundle bundle = framework.context().getBundle(BackendInstaller.location(of));
        assertNotNull(bundle);
        return bundle.getVersion() + " " + bundle.getState();
    }
}
