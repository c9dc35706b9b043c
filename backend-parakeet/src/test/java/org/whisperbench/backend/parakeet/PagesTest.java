package org.whisperbench.backend.parakeet;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.whisperbench.testkit.BackendPage;

class PagesTest {

    private static final Path PAGES =
            Path.of(System.getProperty("whisperbench.checkout", "..")).resolve("docs/backends");

    @Test
    void pagesSayWhatBackendsDeclare() {
        BackendPage.hold(PAGES.resolve("parakeet-mlx.md"), new ParakeetBackend());
    }
}
