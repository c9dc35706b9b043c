package org.whisperbench.platform.hotfolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.testkit.TestFramework;

class MissingPartsTest {

    @TempDir
    Path folder;

    private Path hot;
    private Path jar;
    private TestFramework framework;
    private BackendInstaller installer;

    @BeforeEach
    void start() throws Exception {
        hot = Files.createDirectories(folder.resolve("hot")).toRealPath();
        jar = hot.resolve("backend.jar");
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        installer = new BackendInstaller(framework.context(), List.of(hot));
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void aPackageOfABundleThatMissesOneItselfIsFollowedToTheEnd() throws Exception {
        TestFramework.writeBackend(jar, "1.0.0", List.of("t.b"), List.of(GoodBackend.class));
        Path library =
                bundle(hot, "library", Map.of("Export-Package", "t.b", "Import-Package", "t.c;version=\"[2,3)\""));
        installer.install(library.toFile());

        installer.install(jar.toFile());

        assertEquals(
                "it needs package 't.b' of bundle 'library', which needs package 't.c' in version [2,3),"
                        + " which no bundle exports; add a bundle that does",
                new MissingParts(framework.context())
                        .of(framework.context().getBundle(BackendInstaller.location(jar)))
                        .orElseThrow());
    }

    @Test
    void aBundleThatIsRequiredAndNotThereIsNamed() throws Exception {
        Path lonely = bundle(hot, "lonely", Map.of("Require-Bundle", "org.other;bundle-version=\"[1.2,2)\""));
        installer.install(lonely.toFile());

        assertEquals(
                "it needs bundle 'org.other' in version [1.2,2), which is not there; add it",
                new MissingParts(framework.context())
                        .of(framework.context().getBundle(BackendInstaller.location(lonely)))
                        .orElseThrow());
    }

    @Test
    void aManifestThatCannotBeReadIsNamedAsSuch() throws Exception {
        Path odd = bundle(hot, "odd", Map.of("Bundle-Version", "x.y.z"));
        BundleException failure = assertThrows(
                BundleException.class,
                () -> framework.context().installBundle(odd.toUri().toString()));

        String reason = BackendInstaller.reason(failure);

        assertTrue(reason.startsWith("its manifest is malformed: "), reason);
        assertTrue(reason.contains("x.y.z"), reason);
    }

    static Path bundle(Path hot, String name, Map<String, String> headers) throws Exception {
        Path file = hot.resolve(name + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        headers.forEach(manifest.getMainAttributes()::putValue);
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
