package org.whisperbench.platform.backends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.platform.GoodBackend;
import org.whisperbench.platform.ThrowingBackend;
import org.whisperbench.platform.isolate.Isolation;
import org.whisperbench.platform.isolate.IsolationSettings;
import org.whisperbench.testkit.TestFramework;

class BundleBackendsTest {

    @TempDir
    Path folder;

    private TestFramework framework;
    private Isolation isolation;
    private BundleBackends tracking;
    private Backends backends;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(folder.resolve("felix"), Map.of());
        isolation = Isolation.ofBundles(framework.context(), IsolationSettings.defaults(), folder.resolve("isolated"));
        tracking = new BundleBackends(framework.context(), Duration.ZERO, isolation);
        backends = tracking.backends();
    }

    @AfterEach
    void stop() throws Exception {
        tracking.close();
        isolation.close();
        framework.close();
    }

    @Test
    void aBackendComesAndGoesWithItsBundle() throws Exception {
        Bundle bundle = install("1.0.0", GoodBackend.class);
        assertEquals(List.of(), addresses());

        bundle.start();
        assertEquals(List.of("good@1.0.0"), addresses());
        assertNotNull(framework.context().getServiceReference(WhisperBackend.class));

        bundle.stop();
        assertEquals(List.of(), addresses());
        assertNull(framework.context().getServiceReference(WhisperBackend.class));
    }

    @Test
    void twoVersionsAreThereAtOnce() throws Exception {
        install("1.0.0", GoodBackend.class).start();
        install("1.1.0", GoodBackend.class).start();

        assertEquals(List.of("good@1.1.0", "good@1.0.0"), addresses());
    }

    @Test
    void aProviderThatThrowsHidesNoOtherOfItsBundle() throws Exception {
        Bundle bundle = install("1.0.0", ThrowingBackend.class, GoodBackend.class);
        bundle.start();

        assertEquals(List.of("good@1.0.0"), addresses());
        assertEquals(List.of(new BackendProblem("test-backend", "1.0.0", "no engine here")), backends.problems());

        bundle.uninstall();
        assertEquals(List.of(), backends.problems());
    }

    @Test
    void bundlesThatWereActiveBeforeAreFound() throws Exception {
        install("1.0.0", GoodBackend.class).start();

        try (BundleBackends later = new BundleBackends(framework.context(), Duration.ZERO, isolation)) {
            assertEquals(1, later.backends().list().size());
        }
    }

    @Test
    void closingForgetsAllBackends() throws Exception {
        install("1.0.0", GoodBackend.class).start();

        tracking.close();

        assertEquals(List.of(), addresses());
    }

    private List<String> addresses() {
        return backends.list().stream().map(RegisteredBackend::address).toList();
    }

    private Bundle install(String version, Class<?>... providers) throws Exception {
        Path jar = folder.resolve("backend-" + version + ".jar");
        TestFramework.writeBackend(jar, version, List.of(), List.of(providers));
        return framework.context().installBundle(jar.toUri().toString());
    }
}
