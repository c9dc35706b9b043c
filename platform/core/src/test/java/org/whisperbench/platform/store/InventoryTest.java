package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.store.Inventory.Leftover;

class InventoryTest {

    @TempDir
    Path folder;

    private HubFixture hub;
    private ModelStore store;

    @BeforeEach
    void prepare() throws IOException {
        hub = HubFixture.sound(folder.resolve("hub"));
        store = ModelStore.over(new StoreRoots(
                List.of(),
                folder.resolve("hub"),
                List.of(
                        new OtherFolder(OtherFolder.Program.WHISPER_CPP, folder.resolve("ggml")),
                        new OtherFolder(OtherFolder.Program.LOCAL_DIR, folder.resolve("local")),
                        new OtherFolder(OtherFolder.Program.MLX_MODELS, folder.resolve("none"))),
                true));
    }

    @Test
    void nothingIsThereBeforeTheFirstDownload() {
        Inventory inventory = ModelStore.over(new StoreRoots(List.of(), folder.resolve("nowhere")))
                .inventory();

        assertEquals(0, inventory.totalBytes());
        assertEquals(List.of(), inventory.repositories());
    }

    @Test
    void revisionsHaveTheirReferencesFilesAndPins() throws Exception {
        hub.revision(HubFixture.OTHER, Map.of("config.json", "{}", "new.bin", "more weights"));
        store.pin(HubFixture.ID + "@" + HubFixture.OTHER, true);

        Inventory.Repository repository = store.inventory().repositories().get(0);

        assertEquals("owner/name model", repository.id() + " " + repository.kind());
        assertEquals(
                List.of(
                        new Inventory.Revision(HubFixture.COMMIT, List.of("main"), false, 2, 0, 9),
                        new Inventory.Revision(HubFixture.OTHER, List.of(), true, 2, 0, 14)),
                repository.revisions());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theTotalIsWhatTheSystemCountsToo() throws Exception {
        hub.revision(HubFixture.OTHER, Map.of("config.json", "{}", "new.bin", "more weights"));
        hub.share("new.bin", "more weights");
        Files.createLink(folder.resolve("hub/again"), hub.blob("onnx/model.bin", "weights"));
        Files.writeString(folder.resolve("hub/.locks"), "x");

        Inventory inventory = store.inventory();

        assertEquals(counted(folder.resolve("hub")), inventory.totalBytes());
        assertEquals(12, inventory.repositories().get(0).sharedBytes());
        assertTrue(inventory.repositories().get(0).bytes() < inventory.totalBytes());
    }

    /** What GNU or BSD du counts without directories and links: every file's apparent size, each file once. */
    private static long counted(Path root) throws IOException, InterruptedException {
        Process find = new ProcessBuilder(
                        "sh",
                        "-c",
                        "find \"$0\" -type f -printf '%i %s\\n' | sort -u | awk '{s += $2} END {print s}'",
                        root.toString())
                .start();
        String sum = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, find.waitFor());
        return Long.parseLong(sum);
    }

    @Test
    void whatNobodyUsesIsListed() throws Exception {
        Files.writeString(hub.repository().blob("0".repeat(64)), "orphan");
        Files.writeString(hub.repository().blob("1".repeat(64) + ".0123abcd.incomplete"), "part");
        Path shared = hub.share("onnx/model.bin", "weights");
        Files.delete(hub.blob("onnx/model.bin", "weights"));

        List<Leftover> leftovers = store.inventory().leftovers();

        assertEquals(
                List.of(
                        new Leftover(
                                Leftover.Kind.PARTIAL,
                                hub.repository().blob("1".repeat(64) + ".0123abcd.incomplete"),
                                HubFixture.ID,
                                4),
                        new Leftover(Leftover.Kind.ORPHAN, hub.repository().blob("0".repeat(64)), HubFixture.ID, 6),
                        new Leftover(Leftover.Kind.SHARED_ORPHAN, shared, "", 7)),
                leftovers);
    }

    @Test
    void aCacheThatIsAFileIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");

        Inventory inventory = ModelStore.over(new StoreRoots(List.of(), file)).inventory();

        assertEquals(List.of("'" + file + "' is no folder; correct HF_HUB_CACHE or HF_HOME"), inventory.warnings());
        assertEquals(0, inventory.totalBytes());
    }

    @Test
    void withoutLinksThatIsSaid() {
        List<String> warnings = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub"), List.of(), false))
                .inventory()
                .warnings();

        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("symbolic links are off"), warnings::toString);
    }

    @Test
    void damageAndStrangersAreWarnings() throws Exception {
        Files.delete(hub.blob("config.json", "{}"));
        Files.writeString(hub.repository().folder().resolve("refs/old"), HubFixture.OTHER);
        Files.createDirectories(folder.resolve("hub/models--"));

        List<String> warnings = store.inventory().warnings();

        assertEquals(3, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("reference 'old' to a commit without files"), warnings::toString);
        assertTrue(warnings.get(1).contains("has 1 of 2 files missing"), warnings::toString);
        assertTrue(warnings.get(2).contains("is no part of a hub's cache"), warnings::toString);
    }

    @Test
    void modelsOfOtherProgramsAndDuplicatesAreListed() throws Exception {
        Files.createDirectories(folder.resolve("ggml"));
        Files.writeString(folder.resolve("ggml/ggml-tiny.bin"), "ggml");
        Files.writeString(folder.resolve("ggml/notes.txt"), "no model");
        store.copy(HubFixture.ID, folder.resolve("local/name"));

        Inventory inventory = store.inventory();

        assertEquals(
                List.of(
                        new Inventory.Other(
                                OtherFolder.Program.WHISPER_CPP, folder.resolve("ggml/ggml-tiny.bin"), 1, 4),
                        new Inventory.Other(OtherFolder.Program.LOCAL_DIR, folder.resolve("local/name"), 2, 9)),
                inventory.others());
        assertEquals(2, inventory.duplicates().size());
        assertEquals(2, inventory.duplicates().get(0).places().size());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // it has no such pipes
    void aReferenceThatCannotBeReadIsToldAndHidesNothing() throws Exception {
        HubFixture hub = HubFixture.sound(folder.resolve("bad"));
        Path refs = hub.repository().folder().resolve("refs");
        Files.createSymbolicLink(refs.resolve("foo"), Path.of("/nonexistent"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", refs.resolve("pipe").toString())
                        .start()
                        .waitFor());
        ModelStore bad = ModelStore.over(new StoreRoots(List.of(), folder.resolve("bad")));

        Inventory inventory = bad.inventory();

        assertEquals(
                List.of("main"),
                inventory.repositories().get(0).revisions().get(0).references());
        assertTrue(inventory.warnings().get(0).contains("has a reference 'foo' that is no file"), inventory::toString);
        assertTrue(inventory.warnings().get(1).contains("has a reference 'pipe' that is no file"), inventory::toString);
        assertEquals(1, bad.planRemoval(List.of(HubFixture.ID)).items().size());
        assertEquals(List.of(), bad.planPruning(List.of()).items());
    }
}
