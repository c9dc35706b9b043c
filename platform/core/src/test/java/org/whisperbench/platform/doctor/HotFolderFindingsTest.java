package org.whisperbench.platform.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.platform.doctor.Finding.Severity;
import org.whisperbench.platform.hotfolder.HotJar;
import org.whisperbench.testkit.TestFramework;

class HotFolderFindingsTest {

    @TempDir
    Path folder;

    @Test
    void aJarThatIsNoneIsAWarningWithWhatToDo() throws Exception {
        Path text = folder.resolve("text.jar");
        Path odd = folder.resolve("odd.jar");

        try (TestFramework framework = TestFramework.start(folder.resolve("felix"), Map.of())) {
            assertEquals(
                    List.of(new Finding(
                            Severity.WARNING, "jar '" + text + "'", "it is no whole jar (x)", "copy it again")),
                    HotFolderFindings.of(framework.context(), Map.of(text, "it is no whole jar (x); copy it again")));
            assertEquals(
                    List.of(new Finding(
                            Severity.WARNING,
                            "jar '" + odd + "'",
                            "its manifest is malformed: x",
                            "replace the jar, or delete it")),
                    HotFolderFindings.of(framework.context(), Map.of(odd, "its manifest is malformed: x")));
        }
    }

    @Test
    void aBundleThatDoesNotRunIsFoundOnce() throws Exception {
        try (TestFramework framework = TestFramework.start(folder.resolve("felix"), Map.of())) {
            Path jar = folder.resolve("hot.jar");
            Bundle well = install(framework, jar);
            assertEquals(List.of(), HotFolderFindings.of(framework.context(), Map.of()));

            well.stop();
            List<Finding> stopped = HotFolderFindings.of(framework.context(), Map.of());
            assertEquals(
                    List.of(new Finding(
                            Severity.WARNING,
                            "bundle 'test-backend' 1.0.0",
                            "it does not run, since somebody stopped it",
                            "type 'felix:start %d' at the prompt, or delete '%s'".formatted(well.getBundleId(), jar))),
                    stopped);
            assertEquals(
                    List.of("jar '" + jar + "'"),
                    HotFolderFindings.of(framework.context(), Map.of(jar, "its activator throws")).stream()
                            .map(Finding::subject)
                            .toList());
        }
    }

    @Test
    void ofAnUnresolvedBundleItIsSaidElsewhere() throws Exception {
        try (TestFramework framework = TestFramework.start(folder.resolve("felix"), Map.of())) {
            Path jar = folder.resolve("lonely.jar");
            TestFramework.writeBackend(jar, "1.0.0", List.of("org.nobody"), List.of(GoodBackend.class));
            framework.context().installBundle(new HotJar(jar).location(), Files.newInputStream(jar));

            assertEquals(List.of(), HotFolderFindings.of(framework.context(), Map.of(jar, "it needs a package")));
            assertEquals(1, BundleFindings.of(framework.context()).size());
        }
    }

    private static Bundle install(TestFramework framework, Path jar) throws Exception {
        TestFramework.writeBackend(jar, "1.0.0", List.of(), List.of(GoodBackend.class));
        Bundle bundle = framework.context().installBundle(new HotJar(jar).location(), Files.newInputStream(jar));
        bundle.start();
        return bundle;
    }
}
