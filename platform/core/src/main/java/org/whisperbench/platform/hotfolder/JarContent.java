package org.whisperbench.platform.hotfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** Whether a jar holds a bundle that can be installed by itself. */
final class JarContent {

    private JarContent() {}

    /** What is wrong with the jar and what to do about it; empty if it is a bundle. */
    static Optional<String> problem(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return Optional.of("it is no file; remove it");
        }
        try (JarFile content = new JarFile(jar.toFile())) {
            Manifest manifest = content.getManifest();
            Attributes headers = manifest == null ? new Attributes() : manifest.getMainAttributes();
            if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
                return Optional.of("it is a fragment of another bundle, and no backend; remove it");
            }
            return headers.getValue(Constants.BUNDLE_SYMBOLICNAME) == null
                    ? Optional.of("it is a jar, but no OSGi bundle (its manifest has no %s); see docs/add-a-backend.md"
                            .formatted(Constants.BUNDLE_SYMBOLICNAME))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("it is no whole jar (%s); it is taken when it is whole: copy it again, or remove it"
                    .formatted(e.getMessage()));
        }
    }
}
