package org.whisperbench.platform.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
        return files.content(bundle.loadClass(RogueBackend.class.getName()));
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
}
