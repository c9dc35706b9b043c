package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.testkit.TestFramework;

class ShellActivatorTest {

    @TempDir
    Path folder;

    private TestFramework framework;
    private BundleContext context;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(folder.resolve("felix"), Map.of("whisperbench.version", "7"));
        context = framework.context();
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void theDoorOpensAndCloses() {
        ShellActivator activator = new ShellActivator();

        activator.start(context);
        ServiceReference<?> door = context.getServiceReference(ToIntFunction.class);
        assertNotNull(door);
        assertEquals("command-line", door.getProperty("whisperbench.door"));

        activator.stop(context);
        assertNull(context.getServiceReference(ToIntFunction.class));
    }

    @Test
    void aServiceThatIsNotThereIsAFailureAndNoException() throws Exception {
        FrameworkServices services = new FrameworkServices(context);

        assertEquals("7", services.setting("whisperbench.version"));
        assertEquals("", services.setting("whisperbench.nothing"));
        try {
            services.backends(Backends::list);
        } catch (WhisperException e) {
            assertTrue(e.getMessage().contains("'Backends' is not running"), e.getMessage());
            return;
        }
        throw new AssertionError("a service that nobody published was found");
    }

    @Test
    void aServiceIsLentForOneCall() throws Exception {
        Backends published = Backends.of(ClassLoader.getPlatformClassLoader());
        ServiceReference<?> reference =
                context.registerService(Backends.class, published, null).getReference();

        assertEquals(List.of(), new FrameworkServices(context).backends(Backends::list));

        assertNull(reference.getUsingBundles(), "it was given back");
    }
}
