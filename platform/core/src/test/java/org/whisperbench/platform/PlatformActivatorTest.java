package org.whisperbench.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.check.Checks;
import org.whisperbench.platform.download.Downloads;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.transcribe.Transcriptions;
import org.whisperbench.testkit.TestFramework;

class PlatformActivatorTest {

    private static final List<Class<?>> SERVICES = List.of(
            Backends.class,
            Catalog.class,
            ModelStore.class,
            Downloads.class,
            Checks.class,
            Transcriptions.class,
            Benchmarks.class);

    @TempDir
    Path folder;

    @Test
    void everythingThatIsStartedIsStopped() throws Exception {
        Map<String, String> settings =
                Map.of("whisperbench.scratch", folder.resolve("scratch").toString(), "whisperbench.grace.seconds", "1");
        try (TestFramework framework = TestFramework.start(folder.resolve("felix"), settings)) {
            PlatformActivator activator = new PlatformActivator();

            activator.start(framework.context());
            SERVICES.forEach(type -> assertNotNull(framework.context().getServiceReference(type), type::getName));
            assertEquals(0, backends(framework.context()));

            activator.stop(framework.context());
            SERVICES.forEach(type -> assertNull(framework.context().getServiceReference(type), type::getName));
        }
    }

    @Test
    void withoutASettingTheScratchFolderIsItsOwnAndGoesAtTheEnd() throws Exception {
        try (TestFramework framework = TestFramework.start(folder.resolve("felix"), Map.of())) {
            PlatformActivator activator = new PlatformActivator();

            activator.start(framework.context());
            activator.stop(framework.context());

            assertFalse(Files.exists(folder.resolve("scratch")));
        }
    }

    private static int backends(BundleContext context) {
        ServiceReference<Backends> reference = context.getServiceReference(Backends.class);
        return context.getService(reference).list().size();
    }
}
