package org.whisperbench.platform.hotfolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.testkit.TestFramework;

class BackendInstallerTest {

    @TempDir
    Path folder;

    private Path hot;
    private Path jar;
    private TestFramework framework;
    private BackendInstaller installer;

    @BeforeEach
    void start() throws Exception {
        hot = Files.createDirectories(folder.resolve("hot folder")).toRealPath();
        jar = hot.resolve("a b$.jar");
        restart();
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void onlyJarsDirectlyInTheFoldersAreTaken() {
        assertTrue(installer.canHandle(jar.toFile()));
        assertTrue(installer.canHandle(hot.resolve("X.JAR").toFile()));
        assertFalse(installer.canHandle(hot.resolve("x.zip").toFile()));
        assertFalse(installer.canHandle(hot.resolve("sub").resolve("x.jar").toFile()));
    }

    @Test
    void aJarIsInstalledReplacedAndRemoved() throws Exception {
        write("1.0.0");
        installer.install(jar.toFile());
        assertEquals("1.0.0 " + Bundle.ACTIVE, bundle());

        write("0.9.0");
        installer.update(jar.toFile());
        assertEquals("0.9.0 " + Bundle.ACTIVE, bundle());

        Files.delete(jar);
        installer.uninstall(jar.toFile());
        assertNull(framework.context().getBundle(BackendInstaller.location(jar)));
    }

    @Test
    void aJarThatDidNotChangeIsNotCopiedAgain() throws Exception {
        write("1.0.0");
        installer.install(jar.toFile());
        long modified = installed().getLastModified();
        restart();

        installer.install(jar.toFile());

        assertEquals("1.0.0 " + Bundle.ACTIVE, bundle());
        assertEquals(modified, installed().getLastModified());
    }

    @Test
    void aJarThatWasReplacedWhileNothingRanIsFound() throws Exception {
        write("1.0.0");
        installer.install(jar.toFile());
        framework.close();
        write("2.0.0");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        restart();

        installer.install(jar.toFile());

        assertEquals("2.0.0 " + Bundle.ACTIVE, bundle());
    }

    @Test
    void aJarThatWentWhileNothingRanIsForgotten() throws Exception {
        write("1.0.0");
        installer.install(jar.toFile());
        framework.close();
        Files.delete(jar);
        restart();

        installer.removeOrphans();

        assertNull(framework.context().getBundle(BackendInstaller.location(jar)));
    }

    @Test
    void whatIsNoBundleIsLeftAlone() throws Exception {
        Files.writeString(jar, "this is no jar");
        installer.install(jar.toFile());
        assertNull(framework.context().getBundle(BackendInstaller.location(jar)));

        write("1.0.0");
        installer.update(jar.toFile());
        assertEquals("1.0.0 " + Bundle.ACTIVE, bundle());

        Files.writeString(jar, "damaged later");
        installer.update(jar.toFile());
        assertEquals("1.0.0 " + Bundle.ACTIVE, bundle(), "the old one stays");
    }

    @Test
    void aJarOfTheSameSizeAndDateIsAnotherIfItsContentIs() throws Exception {
        write("1.0.1");
        FileTime date = Files.getLastModifiedTime(jar);
        installer.install(jar.toFile());
        write("1.0.2");
        Files.setLastModifiedTime(jar, date);

        installer.update(jar.toFile());

        assertEquals("1.0.2 " + Bundle.ACTIVE, bundle());
    }

    @Test
    void whatIsNoFileOrAFragmentIsLeftAlone() throws Exception {
        Files.createDirectory(jar);
        installer.install(jar.toFile());
        assertNull(framework.context().getBundle(BackendInstaller.location(jar)));

        Files.delete(jar);
        Manifest fragment = new Manifest();
        fragment.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        fragment.getMainAttributes().putValue("Bundle-SymbolicName", "parasite");
        fragment.getMainAttributes().putValue("Fragment-Host", "whisperbench-platform");
        new JarOutputStream(Files.newOutputStream(jar), fragment).close();
        installer.install(jar.toFile());
        assertNull(framework.context().getBundle(BackendInstaller.location(jar)));
    }

    @Test
    void aBundleThatMissesAPackageSaysWhichAndStartsWhenItComes() throws Exception {
        TestFramework.writeBackend(
                jar, "1.0.0", List.of("no.such.thing;version=\"[3,4)\""), List.of(GoodBackend.class));

        installer.install(jar.toFile());
        assertEquals("1.0.0 " + Bundle.INSTALLED, bundle());
        MissingParts missing = new MissingParts(framework.context());
        assertEquals(
                "it needs package 'no.such.thing' in version [3,4), which no bundle exports; add a bundle that does",
                missing.of(installed()).orElseThrow());

        Path old = exporting("no.such.thing;version=2.1");
        installer.install(old.toFile());
        assertEquals("1.0.0 " + Bundle.INSTALLED, bundle());
        assertEquals(
                "it needs package 'no.such.thing' in version [3,4), which no bundle exports (there is 2.1.0);"
                        + " add a bundle that does",
                missing.of(installed()).orElseThrow());

        exporting("no.such.thing;version=3.2");
        installer.update(old.toFile());
        assertEquals("1.0.0 " + Bundle.ACTIVE, bundle());
        assertEquals(Optional.empty(), missing.of(installed()));
    }

    @Test
    void aBundleThatMissesAPackageStartsWhenItComesFromElsewhere() throws Exception {
        TestFramework.writeBackend(jar, "1.0.0", List.of("no.such.thing"), List.of(GoodBackend.class));
        HotFolders folders = new HotFolders(framework.context(), List.of(hot));
        try {
            ArtifactInstaller watching =
                    framework.context().getService(framework.context().getServiceReference(ArtifactInstaller.class));
            watching.install(jar.toFile());
            assertEquals("1.0.0 " + Bundle.INSTALLED, bundle());
            CountDownLatch started = new CountDownLatch(1);
            framework.context().addBundleListener(event -> {
                if (event.getType() == BundleEvent.STARTED) {
                    started.countDown();
                }
            });

            Path elsewhere =
                    MissingPartsTest.bundle(folder, "library", Map.of("Export-Package", "no.such.thing;version=1"));
            framework.context().installBundle(elsewhere.toUri().toString());

            assertTrue(started.await(60, TimeUnit.SECONDS));
            assertEquals("1.0.0 " + Bundle.ACTIVE, bundle());
        } finally {
            folders.close();
        }
    }

    @Test
    void theSameBundleTwiceIsOneUntilTheFirstJarGoes() throws Exception {
        write("1.0.0");
        Path second = Files.copy(jar, hot.resolve("second.jar"));
        installer.install(jar.toFile());

        installer.install(second.toFile());
        assertNull(framework.context().getBundle(BackendInstaller.location(second)));

        Files.delete(jar);
        installer.uninstall(jar.toFile());
        assertEquals(
                Bundle.ACTIVE,
                framework.context().getBundle(BackendInstaller.location(second)).getState());
    }

    private Path exporting(String packages) throws Exception {
        return MissingPartsTest.bundle(hot, "library", Map.of("Export-Package", packages));
    }

    private void write(String version) throws Exception {
        TestFramework.writeBackend(jar, version, List.of(), List.of(GoodBackend.class));
    }

    private String bundle() {
        return installed().getVersion() + " " + installed().getState();
    }

    private Bundle installed() {
        Bundle bundle = framework.context().getBundle(BackendInstaller.location(jar));
        assertNotNull(bundle);
        return bundle;
    }

    private void restart() throws Exception {
        if (framework != null) {
            framework.close();
        }
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        installer = new BackendInstaller(framework.context(), List.of(hot));
    }
}
