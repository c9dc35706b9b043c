package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.WhisperBackend;

/** Looks at the content of the bundle where it lies before it is packed. */
final class BundleTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheInterfaceAndTheJdkAreImportedAndNothingIsExported() throws IOException {
        Attributes manifest = manifest();

        String mandatory = manifest.getValue("Import-Package")
                .replaceAll("org\\.jspecify\\.annotations;version=\"[^\"]*\";resolution:=optional,?", "")
                .replaceAll(",$", "");
        assertEquals("org.whisperbench.api;version=\"[1.1,2)\"", mandatory);
        assertNull(manifest.getValue("Export-Package"));
        assertEquals("0.1.0", manifest.getValue("Bundle-Version"));
    }

    @Test
    void theEmbeddedLibrariesLeaveNothingBehindButTheirCodeAndTheirLicences() throws IOException {
        try (Stream<Path> walk = Files.walk(content())) {
            List<String> files = walk.filter(Files::isRegularFile)
                    .map(file -> content().relativize(file).toString().replace(File.separatorChar, '/'))
                    .toList();

            assertTrue(files.stream().noneMatch(f -> f.contains("dSYM")));
            assertTrue(files.stream().noneMatch(f -> f.endsWith("module-info.class")));
            assertTrue(files.stream().noneMatch(f -> f.startsWith("META-INF/versions")));
            assertEquals(
                    List.of("META-INF/services/org.whisperbench.api.WhisperBackend"),
                    files.stream()
                            .filter(f -> f.startsWith("META-INF/services/"))
                            .toList());
            assertTrue(files.containsAll(List.of(
                    "META-INF/licenses/onnxruntime/LICENSE",
                    "META-INF/licenses/onnxruntime/ThirdPartyNotices.txt",
                    "META-INF/licenses/jackson-core/LICENSE",
                    "META-INF/licenses/jackson-core/NOTICE")));
        }
    }

    @Test
    void theServiceLoaderFindsTheBackend() {
        List<String> ids = ServiceLoader.load(WhisperBackend.class).stream()
                .map(provider -> provider.get().info().id())
                .toList();

        assertEquals(List.of("onnx", "parakeet-onnx"), ids);
    }

    @Test
    void aPlainClassPathOfTheBundleAndTheInterfaceSuffices() throws Exception {
        Path heard = folder.resolve("heard.txt");
        Checkout.Speech speech = Checkout.samples().get(0);
        String classPath = String.join(
                File.pathSeparator,
                content().toString(),
                place(WhisperBackend.class).toString(),
                place(PlainClassPathProbe.class).toString());

        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        PlainClassPathProbe.class.getName(),
                        Checkout.NANO.toString(),
                        speech.wav().toString(),
                        heard.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        boolean ended = java.waitFor(2, TimeUnit.MINUTES);
        java.destroyForcibly();

        assertTrue(ended);
        assertEquals(0, java.exitValue(), Files.readString(folder.resolve("log.txt")));
        assertEquals("onnx: " + speech.text(), Files.readString(heard));
        assertFalse(classPath.contains("jackson"));
    }

    private static Attributes manifest() throws IOException {
        try (InputStream in = Files.newInputStream(content().resolve("META-INF/MANIFEST.MF"))) {
            return new Manifest(in).getMainAttributes();
        }
    }

    private static Path content() {
        return place(OnnxBackend.class);
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
