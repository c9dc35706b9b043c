package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The archive's bundles in frameworks that other programs started, installed as those programs do. */
@Timeout(300)
final class OtherHostsIT {

    private static final List<String> BUNDLES =
            List.of("jackson-", "whisperbench-api-", "whisperbench-worker-", "whisperbench-platform-");
    private static final String SLF4J = "org.slf4j;version=2.0.20,org.slf4j.event;version=2.0.20,"
            + "org.slf4j.helpers;version=2.0.20,org.slf4j.spi;version=2.0.20";

    @TempDir
    private Path folder;

    private enum Host {
        FELIX {
            @Override
            FrameworkFactory factory() {
                return new org.apache.felix.framework.FrameworkFactory();
            }
        },
        EQUINOX {
            @Override
            FrameworkFactory factory() throws IOException, ReflectiveOperationException {
                URL jar = Path.of(System.getProperty("whisperbench.another-framework"))
                        .toUri()
                        .toURL();
                @SuppressWarnings("resource") // as long as the tests
                ClassLoader loader = new URLClassLoader(new URL[] {jar}, new WithoutFelix());
                return loader.loadClass("org.eclipse.osgi.launch.EquinoxFactory")
                        .asSubclass(FrameworkFactory.class)
                        .getDeclaredConstructor()
                        .newInstance();
            }
        };

        abstract FrameworkFactory factory() throws IOException, ReflectiveOperationException;
    }

    /** The class path of the tests, but Equinox has a resolver of its own under Felix' name. */
    private static final class WithoutFelix extends ClassLoader {

        WithoutFelix() {
            super(OtherHostsIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.apache.felix.")) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private enum Way {
        FILE,
        STREAM,
        REFERENCE;

        Bundle install(BundleContext context, Path jar) throws IOException, BundleException {
            if (this == STREAM) {
                try (InputStream content = Files.newInputStream(jar)) {
                    return context.installBundle("made-up:" + jar.getFileName(), content);
                }
            }
            return context.installBundle(this == FILE ? jar.toUri().toString() : "reference:" + jar.toUri());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "FELIX, FILE",
        "FELIX, STREAM",
        "FELIX, REFERENCE",
        "EQUINOX, FILE",
        "EQUINOX, STREAM",
        "EQUINOX, REFERENCE"
    })
    void theEngineRunsInAProcessOfItsOwn(Host host, Way way) throws Exception {
        Archive archive = Archive.unpack(folder);
        Set<Long> before = children();
        Framework framework = host.factory().newFramework(settings(archive));
        framework.start();
        try {
            start(framework.getBundleContext(), way, archive);
            UnaryOperator<String> caller = caller(framework.getBundleContext());

            for (List<String> row : archive.references().subList(0, 2)) {
                assertEquals(row.get(1), caller.apply(archive.sample(row.get(0)).toString()));
            }
        } finally {
            framework.stop();
            framework.waitForStop(60_000);
        }
        assertEquals(before, children());
        assertTrue(workers().isEmpty(), () -> workers().toString());
    }

    private Map<String, String> settings(Archive archive) {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString());
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SLF4J);
        settings.put("whisperbench.models", archive.home().resolve("models").toString());
        return settings;
    }

    private void start(BundleContext context, Way way, Archive archive) throws IOException, BundleException {
        List<Path> jars = new ArrayList<>(Archive.list(archive.home().resolve("bundles")));
        jars.removeIf(jar -> BUNDLES.stream().noneMatch(jar.getFileName().toString()::startsWith));
        jars.addAll(Archive.list(archive.hotFolder()).stream()
                .filter(jar -> jar.toString().endsWith(".jar"))
                .toList());
        jars.add(Jars.activator(HostedCaller.class, folder.resolve("caller.jar")));
        List<Bundle> installed = new ArrayList<>();
        for (Path jar : jars) {
            installed.add(way.install(context, jar));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    private static UnaryOperator<String> caller(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(UnaryOperator.class);
        @SuppressWarnings("unchecked") // the only one, see HostedCaller
        UnaryOperator<String> caller = (UnaryOperator<String>) context.getService(reference);
        return caller;
    }

    private static Set<Long> children() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }

    /** The folders of processes, wherever the framework keeps what bundles write. */
    private List<Path> workers() {
        try (Stream<Path> all = Files.walk(folder.resolve("storage"))) {
            return all.filter(path -> path.getFileName().toString().startsWith("worker-"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
