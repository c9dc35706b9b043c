package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** Settings that come by Configuration Admin, before and while the platform runs. */
@Tag("host")
@Timeout(300)
final class ConfigurationIT {

    private static final String ADMIN = "org.osgi.service.cm.ConfigurationAdmin";
    private static final List<String> BUNDLES =
            List.of("jackson-", "whisperbench-api-", "whisperbench-worker-", "whisperbench-platform-");
    private static final String SLF4J = "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,"
            + "org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20";

    @TempDir
    private Path folder;

    private Archive archive;
    private Framework framework;
    private String sample;

    @BeforeEach
    void start() throws Exception {
        archive = Archive.unpack(folder);
        sample = "onnx " + archive.sample("digits-01.wav");
        framework = new Felix(Map.of(
                Constants.FRAMEWORK_STORAGE,
                folder.resolve("storage").toString(),
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SLF4J,
                "felix.cm.dir",
                folder.resolve("configurations").toString(),
                "whisperbench.isolation",
                "never",
                "whisperbench.models",
                archive.home().resolve("models").toString()));
        framework.start();
        context()
                .installBundle(Path.of(System.getProperty("whisperbench.another-framework"))
                        .resolveSibling("configadmin.jar")
                        .toUri()
                        .toString())
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    void aConfigurationThatIsThereComesBeforePropertiesOfTheFramework() throws Exception {
        configure(Map.of("whisperbench.isolation", "native"));

        UnaryOperator<String> ask = startPlatform();

        assertEquals("four one six seven (isolated)", ask.apply(sample));
    }

    @Test
    void aConfigurationMayComeChangeAndGo() throws Exception {
        UnaryOperator<String> ask = startPlatform();
        assertEquals("four one six seven", ask.apply(sample));

        configure(Map.of("whisperbench.isolation", "always"));
        awaitAnswer(ask, "four one six seven (isolated)");

        configure(Map.of("whisperbench.isolation", "perhaps"));
        configure(Map.of("whisperbench.isolation", "never"));
        awaitAnswer(ask, "four one six seven");

        configure(Map.of(
                "whisperbench.models",
                Files.createDirectory(folder.resolve("none")).toString()));
        long start = System.nanoTime();
        while (!answered(ask).contains("nano-digits")) {
            goOn(start, "the models are elsewhere");
        }
    }

    @Test
    void aWrongConfigurationAtTheStartMayBeCorrected() throws Exception {
        configure(Map.of("whisperbench.isolation", "perhaps"));
        UnaryOperator<String> ask = startPlatform();
        assertEquals("four one six seven", ask.apply(sample), "what the framework's properties say");

        configure(Map.of("whisperbench.isolation", "always"));

        awaitAnswer(ask, "four one six seven (isolated)");
    }

    private UnaryOperator<String> startPlatform() throws Exception {
        List<Path> jars = new ArrayList<>(Archive.list(archive.home().resolve("bundles")));
        jars.removeIf(jar -> BUNDLES.stream().noneMatch(jar.getFileName().toString()::startsWith));
        jars.addAll(Archive.list(archive.hotFolder()).stream()
                .filter(jar -> jar.toString().contains("onnx"))
                .toList());
        List<Bundle> installed = new ArrayList<>();
        for (Path jar : jars) {
            installed.add(context().installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
        return HostedWords.in(context(), folder.resolve("words.jar"));
    }

    /** As a program would: by the service, of which this test sees only the names. */
    private void configure(Map<String, String> settings) throws Exception {
        ServiceReference<?> reference = context().getAllServiceReferences(ADMIN, null)[0];
        Object admin = context().getService(reference);
        Object configuration = admin.getClass()
                .getMethod("getConfiguration", String.class, String.class)
                .invoke(admin, "org.whisperbench", null);
        configuration
                .getClass()
                .getMethod("update", Dictionary.class)
                .invoke(configuration, FrameworkUtil.asDictionary(settings));
    }

    private void awaitAnswer(UnaryOperator<String> ask, String answer) {
        long start = System.nanoTime();
        while (!answered(ask).equals(answer)) {
            goOn(start, answer);
        }
    }

    /** The services go and come while the platform begins anew. */
    private String answered(UnaryOperator<String> ask) {
        try {
            return ask.apply(sample);
        } catch (NullPointerException e) {
            return "no service";
        }
    }

    private static void goOn(long start, String what) {
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(120), () -> "in vain: " + what);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }
}
