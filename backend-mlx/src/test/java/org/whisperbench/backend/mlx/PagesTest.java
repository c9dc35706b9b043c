package org.whisperbench.backend.mlx;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.whisperbench.testkit.BackendPage;

class PagesTest {

    private static final Path PAGES =
            Path.of(System.getProperty("whisperbench.checkout", "..")).resolve("docs/backends");

    @Test
    void pagesSayWhatBackendsDeclare() {
        BackendPage.hold(PAGES.resolve("mlx-whisper.md"), new MlxWhisperBackend());
        BackendPage.hold(PAGES.resolve("lightning-whisper-mlx.md"), new LightningBackend());
        BackendPage.hold(PAGES.resolve("whisper-mps.md"), new WhisperMpsBackend());
    }
}
