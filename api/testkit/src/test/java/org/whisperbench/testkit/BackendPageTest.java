package org.whisperbench.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendPageTest {

    @TempDir
    Path folder;

    private static final String SECTIONS =
            BackendPage.SECTIONS.stream().map(s -> "## " + s + "\n\n").collect(Collectors.joining());

    @Test
    void aPageIsHeldToItsSectionsAndToWhatTheBackendSays() throws Exception {
        FakeBackend backend = FakeBackend.hearing("fake", folder, "x");
        String generated = BackendPage.generated(backend);
        Path page = folder.resolve("page.md");

        Files.writeString(page, "# fake\n\n" + SECTIONS + generated + "\n");
        BackendPage.hold(page, backend);

        assertTrue(
                generated.contains("| `m` | " + backend.models().get(0).source().display()), generated);
        Files.writeString(page, "# fake\n\n" + SECTIONS + generated.replace("`m`", "`n`"));
        assertThrows(AssertionError.class, () -> BackendPage.hold(page, backend));
        Files.writeString(page, "# fake\n\n" + SECTIONS);
        assertThrows(AssertionError.class, () -> BackendPage.hold(page, backend));
        Files.writeString(page, "# fake\n\n" + SECTIONS.replace("Limits", "Borders") + generated);
        assertThrows(AssertionError.class, () -> BackendPage.hold(page, backend));
    }

    @Test
    void thePartIsWrittenAnewWhereThatIsAskedFor() throws Exception {
        FakeBackend backend = FakeBackend.hearing("fake", folder, "x");
        Path page = Files.writeString(
                folder.resolve("page.md"), "# fake\n\n" + SECTIONS.replaceFirst("## What it declares\n\n", ""));
        String before = System.getProperty("whisperbench.update-screens", "");
        try {
            System.setProperty("whisperbench.update-screens", "true");
            BackendPage.hold(page, backend);
            BackendPage.hold(page, backend);
        } finally {
            System.setProperty("whisperbench.update-screens", before);
        }
        System.clearProperty("whisperbench.update-screens");
        BackendPage.hold(page, backend);
    }
}
