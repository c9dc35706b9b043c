package org.whisperbench.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.Felix;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.whisperbench.api.WhisperBackend;

/**
 * A real OSGi framework inside the test's process. It exports the api that the test itself sees, so bundles and the test
 * speak of the same classes.
 */
public final class TestFramework implements AutoCloseable {

    private static final String API = WhisperBackend.class.getPackageName();

    private final Framework framework;

    private TestFramework(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts a framework.
     *
     * @param storage a folder of its own
     * @param settings framework properties
     * @return the framework, to be closed
     * @throws BundleException if it does not start
     */
    public static TestFramework start(Path storage, Map<String, String> settings) throws BundleException {
        Map<String, Object> configuration = new HashMap<>(settings);
        configuration.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, API + ";version=1.1.0");
        configuration.put("felix.log.level", "1");
        Framework framework = new Felix(configuration);
        framework.start();
        return new TestFramework(framework);
    }

    /**
     * Returns the context of the system bundle.
     *
     * @return the context
     */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /**
     * Writes the jar of a bundle that imports the api.
     *
     * @param jar written here
     * @param version the bundle's version
     * @param imports further packages that it imports, as clauses
     * @param classes what it holds: the backends among them are its providers
     * @throws IOException if it cannot be written
     */
    public static void writeBackend(Path jar, String version, List<String> imports, List<Class<?>> classes)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "test-backend");
        headers.putValue(Constants.BUNDLE_VERSION, version);
        String further = imports.isEmpty() ? "" : "," + String.join(",", imports);
        headers.putValue(Constants.IMPORT_PACKAGE, API + ";version=\"[1.0,2)\"" + further);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream content = new JarOutputStream(out, manifest)) {
            content.putNextEntry(new JarEntry("META-INF/services/" + WhisperBackend.class.getName()));
            for (Class<?> provider : classes) {
                if (WhisperBackend.class.isAssignableFrom(provider)) {
                    content.write((provider.getName() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            for (Class<?> provider : classes) {
                String entry = provider.getName().replace('.', '/') + ".class";
                content.putNextEntry(new JarEntry(entry));
                try (InputStream in = provider.getClassLoader().getResourceAsStream(entry)) {
                    if (in == null) {
                        throw new IOException("no class file for " + provider);
                    }
                    in.transferTo(content);
                }
            }
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
