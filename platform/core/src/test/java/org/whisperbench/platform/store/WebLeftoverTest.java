package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.Inventory.Leftover;
import org.whisperbench.platform.store.hub.BlobLock;

/** What downloads from web servers leave that do not end: listed, pruned, and removed with their model. */
class WebLeftoverTest {

    private static final String ARCHIVE = "." + "0f".repeat(32) + ".complete";
    private static final String FILLED = ".0123abcd.tmp";
    private static final String REPLACED = ".4567abcd.old";

    @TempDir
    Path folder;

    private ModelStore store;
    private WebFolder model;
    private String name;

    @BeforeEach
    void prepare() throws IOException {
        OtherFolder own = new OtherFolder(OtherFolder.Program.PRIVATE, folder.resolve("models"));
        store = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub"), List.of(own), true));
        model = store.download(new ModelSource.Web("https://example.org/a/model.zip", "", true));
        name = model.directory().getFileName().toString();
        Files.createDirectories(folder.resolve("models"));
    }

    private Path left(String suffix) {
        return model.directory().resolveSibling(name + suffix);
    }

    private Path file(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        return Files.writeString(path, "content");
    }

    private void installed() throws Exception {
        file(model.directory().resolve("model.bin"));
        WebFolder.list(model.directory());
    }

    private void everything() throws IOException {
        for (String suffix : List.of(ARCHIVE, ".incomplete", ".incomplete.etag", ".89abcdef.incomplete")) {
            file(left(suffix));
        }
        file(left(FILLED).resolve("deep/model.bin"));
        file(left(REPLACED).resolve("model.bin"));
    }

    private List<String> listed() {
        return store.inventory().leftovers().stream()
                .map(l -> l.kind() + " " + l.path().getFileName().toString().substring(name.length()) + " " + l.bytes())
                .toList();
    }

    private List<String> kept() throws IOException {
        try (var entries = Files.list(folder.resolve("models"))) {
            return entries.map(p -> p.getFileName().toString())
                    .filter(p -> !p.equals(".locks"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void allOfItIsListedAsWhatIsLeftOfTheModel() throws Exception {
        installed();
        everything();
        file(folder.resolve("models/notes.incomplete"));

        assertEquals(
                List.of(
                        "PARTIAL " + FILLED + " 7",
                        "NOT_INSTALLED " + ARCHIVE + " 7",
                        "PARTIAL " + REPLACED + " 7",
                        "PARTIAL .89abcdef.incomplete 7",
                        "PARTIAL .incomplete 7",
                        "PARTIAL .incomplete.etag 7"),
                listed());
        assertTrue(
                store.inventory().leftovers().stream().allMatch(l -> l.subject().equals(name)));
        assertEquals(
                List.of(model.directory()),
                store.inventory().others().stream().map(Inventory.Other::path).toList(),
                "what is left over is no model besides");
    }

    @Test
    void aFileThatTheModelHasTooTakesNoSpace() throws Exception {
        installed();
        Files.createLink(left(ARCHIVE), model.directory().resolve("model.bin"));

        assertEquals(List.of("NOT_INSTALLED " + ARCHIVE + " 0"), listed());
        assertEquals(0, store.planPruning(List.of()).bytes());
    }

    @Test
    void pruningTakesAllOfItAndLeavesTheModel() throws Exception {
        installed();
        everything();

        Removal plan = store.planPruning(List.of());
        assertEquals(6, plan.items().size(), plan::toString);
        assertTrue(plan.items().stream().allMatch(i -> i.subject().equals(name)), plan::toString);
        assertEquals(42, plan.bytes());

        assertEquals(42, store.remove(plan));
        assertEquals(List.of(name), kept());
        assertEquals(List.of(), listed());
        assertEquals(List.of(), store.planPruning(List.of()).items());
    }

    @Test
    void removingAModelTakesWhatIsLeftOfItAlong() throws Exception {
        installed();
        everything();
        String other = "other-0123456789ab.incomplete";
        file(folder.resolve("models").resolve(other));
        long whole = new PhysicalFiles().addAll(folder.resolve("models"));

        Removal plan = store.planRemoval(List.of(), List.of(model));

        assertEquals(whole - 7, store.remove(plan));
        assertEquals(List.of(other), kept());
    }

    @Test
    void whatIsLeftIsRemovedThoughTheModelNeverWasThere() throws Exception {
        file(left(ARCHIVE));
        assertEquals(Optional.of(model), store.download(name));

        assertEquals(7, store.remove(store.planRemoval(List.of(), List.of(model))));

        assertEquals(List.of(), kept());
        assertEquals(Optional.empty(), store.download(name));
    }

    @Test
    void whatADownloadIsAtStays() throws Exception {
        installed();
        Path archive = file(left(ARCHIVE));
        Removal before = store.planPruning(List.of());
        try (BlobLock held = BlobLock.acquire(model.lock())) {
            assertTrue(held.isExclusive());
            Removal plan = store.planPruning(List.of());

            assertEquals(List.of(), plan.items());
            assertEquals(List.of("what came of '" + name + "' so far: its download is under way"), plan.kept());
            assertEquals(0, store.remove(before), "it began after it was planned");
            assertEquals(
                    List.of(Removal.Kind.DOWNLOAD),
                    store.planRemoval(List.of(), List.of(model)).items().stream()
                            .map(Removal.Item::kind)
                            .toList());
        }
        assertTrue(Files.exists(archive));

        store.remove(before);
        assertFalse(Files.exists(archive));
    }

    @Test
    void theLastCopyOfAModelIsNotLeftOver() throws Exception {
        file(left(REPLACED).resolve("model.bin"));

        assertEquals(List.of(), listed());
        assertEquals(List.of(), store.planPruning(List.of()).items());
        assertEquals(1, store.inventory().others().size());

        store.remove(store.planRemoval(List.of(), List.of(model)));
        assertEquals(List.of(), kept());
    }

    @Test
    void nothingElseIsTakenForIt() throws Exception {
        Path foreign = file(folder.resolve("models/notes.txt"));
        Removal forged =
                new Removal(List.of(new Removal.Item(Removal.Kind.LEFTOVER, foreign, "notes.txt", 7)), List.of());

        assertEquals(0, store.remove(forged));
        assertTrue(Files.exists(foreign));
        assertEquals(List.<Leftover>of(), store.inventory().leftovers());
    }
}
