package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.catalog.CompanionModels;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.WebFolder;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.FakeHub;

/** The commands about what is stored: listed, pinned, copied, packed and deleted. */
class StoredModelsTest extends HubCommands {

    @Test
    void whatIsStoredIsListedWithItsPins() {
        assertTrue(well("models --stored").text().startsWith("0 B in 0 repositories"));
        well("download m");
        well("pin m");

        String text = well("models --stored").text();
        assertTrue(text.matches("(?s).*owner/tiny +main +111111111111 +2 +19 B +yes\n.*"), text);
        assertEquals(2, run("remove -y m").exitCode());
        assertTrue(well("pin --remove m").text().endsWith("is not pinned any more"));
        assertTrue(well("models --stored --json").text().contains("\"totalBytes\""));
    }

    @Test
    void nothingIsDeletedUnlessSomebodySaysYes() {
        well("download m");

        assertTrue(well("remove --dry-run m").text().contains("would be freed; nothing was deleted"));
        Answer asked = run("remove owner/tiny");
        assertEquals(1, asked.exitCode(), "there is nobody to ask");
        assertEquals("nothing was deleted; '--yes' deletes without asking", asked.text(), "the plan was told before");
        assertTrue(Files.exists(blob()));

        assertTrue(well("remove --yes owner/tiny").text().endsWith(" freed"));
        assertFalse(Files.exists(folder.resolve("hub/models--owner--tiny")));
        assertEquals("nothing to delete", well("prune").text());
    }

    @Test
    void whatWasPinnedWhileTheQuestionStoodStays() {
        for (String words : List.of("remove owner/tiny", "remove owner/tiny@main", "prune")) {
            well("download m");
            if (words.equals("prune")) {
                detach();
            }
            PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
            ProgressLines asking = new ProgressLines(stream, () -> 0).asking(question -> {
                well("pin owner/tiny@" + FakeHub.COMMIT);
                return "y";
            });

            Answer answer = new CommandRunner(new FakePlatform(folder, settings, new FakeBackend[0]))
                    .run(List.of(words.split(" ", -1)), asking);

            assertEquals(2, answer.exitCode(), answer::toString);
            assertTrue(Files.exists(blob()), words);
            well("pin --remove owner/tiny@" + FakeHub.COMMIT);
        }
    }

    private void detach() {
        try {
            Files.delete(folder.resolve("hub/models--owner--tiny/refs/main"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aModelThatWasDownloadedAsAWholeIsUpgradedAsAWhole() {
        well("download -R owner/tiny");
        hub.put(
                "owner/tiny",
                "2".repeat(40),
                Map.of("fake.txt", bytes("weights"), "renamed.bin", bytes("new weights")));

        assertTrue(well("upgrade").text().contains("1 of 2 files fetched, 11 B in"));

        assertTrue(well("verify --deep owner/tiny").text().contains("2 files verified by hash"));
    }

    @Test
    void aModelOfNoHubIsPinnedAndRemovedByItsName() throws Exception {
        ModelSource.Web source =
                (ModelSource.Web) CompanionModels.named("silero-vad").get(0).source();
        OtherFolder own = new OtherFolder(OtherFolder.Program.PRIVATE, folder.resolve("whisperbench-models"));
        Path download = WebFolder.of(new StoreRoots(List.of(), folder.resolve("hub"), List.of(own), true), source)
                .directory();
        Files.createDirectories(download);
        Files.writeString(download.resolve("x.onnx"), "x");
        WebFolder.list(download);

        assertTrue(well("pin silero-vad").text().contains(download.getFileName() + " is pinned"));
        assertEquals(2, run("remove --yes silero-vad").exitCode());
        well("pin --remove vad/silero-vad");
        assertEquals(2, run("copy silero-vad " + folder.resolve("copy")).exitCode());
        assertTrue(well("remove --yes " + download.getFileName()).text().endsWith(" freed"));
        assertFalse(Files.exists(download));
        assertEquals(3, run("remove silero-vad").exitCode());
    }

    @Test
    void aCopyReplacesNoOtherFileUnlessItIsForced() throws IOException {
        well("download m");
        Path user = Files.createDirectories(folder.resolve("user"));
        Files.writeString(user.resolve("fake.txt"), "MINE");

        assertEquals(2, run("copy m " + user).exitCode());
        assertEquals("MINE", Files.readString(user.resolve("fake.txt")));

        well("copy --force m " + user);
        assertEquals("weights", Files.readString(user.resolve("fake.txt")));
    }

    @Test
    void theHelpOfExportTellsItsWordsOnce() {
        assertTrue(well("export --help").text().startsWith("Usage: whisperbench export [-h] [--json] MODEL... FILE\n"));
    }

    @Test
    void modelsTravelInFoldersAndArchives() {
        well("download m");
        Path archive = folder.resolve("models.tar");

        assertTrue(well("copy m " + folder.resolve("copy")).text().contains("copy: 2 files, 19 B"));
        assertTrue(well("export m " + archive).text().contains("models.tar: 2 files, 19 B"));
        well("remove -y owner/tiny");
        assertTrue(well("import " + archive).text().contains("owner/tiny@" + FakeHub.COMMIT));
        well("verify --deep m");
    }
}
