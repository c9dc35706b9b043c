package org.whisperbench.platform.isolate;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import org.whisperbench.worker.BackendContent;

/** Where classes of a plain class path are: in the jar or folder that they were loaded from. */
final class CodeSources implements ClassFiles {

    @Override
    public List<Path> of(Class<?> type) throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            throw new IOException("nobody knows where class '" + type.getName() + "' was loaded from");
        }
        try {
            return List.of(Path.of(source.getLocation().toURI()).toAbsolutePath());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("class '" + type.getName() + "' is not in a file but at " + source.getLocation(), e);
        }
    }

    @Override
    public BackendContent content(Class<?> provider) throws IOException {
        return new BackendContent(of(provider), List.of());
    }

    @Override
    public void close() {
        // Nothing was put on disk.
    }
}
