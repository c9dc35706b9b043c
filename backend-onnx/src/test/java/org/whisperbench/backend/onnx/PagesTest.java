package org.whisperbench.backend.onnx;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendPage;

class PagesTest {

    private static final Path PAGES =
            Path.of(System.getProperty("whisperbench.checkout", "..")).resolve("docs/backends");

    @Test
    void pagesSayWhatBackendsDeclare() {
        for (WhisperBackend backend : List.of(new OnnxBackend(), new OnnxParakeetBackend())) {
            BackendPage.hold(PAGES.resolve(backend.info().id() + ".md"), backend);
        }
    }
}
