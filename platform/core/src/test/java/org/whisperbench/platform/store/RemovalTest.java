package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.store.ModelStore.Depth;

class RemovalTest {

    @TempDir
    Path folder;

    private HubFixture hub;
    private ModelStore store;

    @BeforeEach
    void prepare() throws IOException {
        hub = HubFixture.sound(folder.resolve("hub"));
        hub.revision(HubFixture.OTHER, Map.of("config.json", "{}", "new.bin", "more weights"));
        store = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub")));
    }

    @Test
    void aRevisionGoesWithItsReferenceAndWhatNoOtherUses() throws Exception {
        Removal plan = store.planRemoval(List.of("owner/name@main"));
        assertEquals(List.of("REFERENCE", "SNAPSHOT", "LISTING", "CONTENT"), kinds(plan));
        assertTrue(Files.exists(hub.entry("onnx/model.bin")), "a plan deletes nothing");
        assertEquals(1, plan.kept().size());

        long freed = store.remove(plan);

        assertEquals(plan.bytes(), freed);
        assertFalse(Files.exists(hub.blob("onnx/model.bin", "weights")));
        assertTrue(Files.exists(hub.blob("config.json", "{}")), "the other revision uses it");
        assertEquals(2, ((DiskState.Present) store.state(model(HubFixture.OTHER), Depth.HASHES)).verifiedFiles());
    }

    @Test
    void aRepositoryGoesAsAWhole() throws Exception {
        long before = store.inventory().totalBytes();

        long freed = store.remove(store.planRemoval(List.of(HubFixture.ID)));

        assertFalse(Files.exists(hub.repository().folder()));
        assertEquals(before - store.inventory().totalBytes(), freed);
    }

    @Test
    void whatIsPinnedStays() {
        store.pin("owner/name@" + HubFixture.OTHER, true);

        WhisperException refusal =
                assertThrows(WhisperException.class, () -> store.planRemoval(List.of(HubFixture.ID)));
        assertEquals(ErrorKind.USER, refusal.kind());
        assertTrue(refusal.getMessage().contains("is pinned; run 'whisperbench pin --remove"), refusal.getMessage());
        assertEquals(List.of(), store.planPruning(List.of()).items());

        store.pin("owner/name@" + HubFixture.OTHER, false);
        assertEquals(1, store.planRemoval(List.of(HubFixture.ID)).items().size());
    }

    @Test
    void pruningTakesWhatNothingNamesAndWhatDidNotEnd() throws Exception {
        Path partial = Files.writeString(hub.repository().blob("1".repeat(64) + ".0123abcd.incomplete"), "part");
        Path orphan = Files.writeString(hub.repository().blob("0".repeat(64)), "orphan");
        FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
        Files.setLastModifiedTime(partial, old);
        Files.setLastModifiedTime(orphan, old);

        Removal plan = store.planPruning(List.of());
        store.remove(plan);

        assertEquals(List.of("SNAPSHOT", "LISTING", "PARTIAL", "CONTENT", "CONTENT"), kinds(plan));
        assertFalse(Files.exists(partial));
        assertFalse(Files.exists(orphan));
        assertEquals(2, ((DiskState.Present) store.state(model("main"), Depth.HASHES)).verifiedFiles());
        assertEquals(1, store.inventory().repositories().get(0).revisions().size());
    }

    @Test
    void aRevisionThatABackendsModelNamesIsNotPruned() {
        Removal plan = store.planPruning(List.of(model(HubFixture.OTHER)));

        assertEquals(List.of(), plan.items());
        assertTrue(plan.kept().get(0).contains("is used by a model of a backend"), plan::toString);
    }

    @Test
    void aSharedContentGoesWithItsLastUserOnly() throws Exception {
        Path shared = hub.share("new.bin", "more weights");
        Path manifest = shared.resolveSibling(shared.getFileName() + ".refs");
        Path blobs = Files.createDirectories(folder.resolve("hub/models--other--one/blobs"));
        Path second = Files.createSymbolicLink(blobs.resolve("a".repeat(64)), blobs.relativize(shared));
        Files.writeString(
                manifest, Files.readString(manifest) + folder.resolve("hub").relativize(second) + "\n");

        Removal first = store.planRemoval(List.of("owner/name@" + HubFixture.OTHER));
        assertFalse(kinds(first).contains("SHARED"), first::toString);
        store.remove(first);
        assertTrue(Files.exists(shared));

        Files.delete(second);
        store.remove(store.planPruning(List.of()));
        assertFalse(Files.exists(shared));
        assertFalse(Files.exists(manifest));
    }

    @Test
    void aSharedContentOfUnknownUseStays() throws Exception {
        Path shared = hub.share("new.bin", "more weights");
        Files.delete(shared.resolveSibling(shared.getFileName() + ".refs"));

        store.remove(store.planRemoval(List.of("owner/name@" + HubFixture.OTHER)));

        assertTrue(Files.exists(shared));
        assertFalse(Files.exists(hub.blob("new.bin", "more weights"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertEquals(
                ErrorKind.MISSING_MODEL,
                assertThrows(WhisperException.class, () -> store.planRemoval(List.of("a/b")))
                        .kind());
        assertEquals(
                ErrorKind.MISSING_MODEL,
                assertThrows(WhisperException.class, () -> store.pin("owner/name@v9", true))
                        .kind());
        assertEquals(
                ErrorKind.USER,
                assertThrows(WhisperException.class, () -> store.planRemoval(List.of("../b")))
                        .kind());
    }

    @Test
    void whatIsPinnedOnlyAfterItWasPlannedStays() throws Exception {
        for (String name : List.of("owner/name@main", HubFixture.ID)) {
            Removal plan = store.planRemoval(List.of(name));
            store.pin("owner/name@main", true);

            WhisperException refusal = assertThrows(WhisperException.class, () -> store.remove(plan));

            assertEquals(ErrorKind.USER, refusal.kind());
            assertTrue(refusal.getMessage().contains("has changed or was pinned"), refusal.getMessage());
            assertTrue(Files.exists(hub.entry("onnx/model.bin")), "before anything was deleted");
            assertTrue(Files.exists(hub.repository().folder().resolve("refs/main")));
            store.pin("owner/name@main", false);
        }
    }

    @Test
    void aRevisionThatCameAfterTheRepositoryWasPlannedStays() throws Exception {
        Removal plan = store.planRemoval(List.of(HubFixture.ID));
        hub.revision("c".repeat(40), Map.of("config.json", "{}"));

        assertThrows(WhisperException.class, () -> store.remove(plan));

        assertTrue(Files.exists(hub.entry("onnx/model.bin")));
    }

    @Test
    void aContentThatARevisionUsesSinceItWasPlannedStays() throws Exception {
        Removal plan = store.planRemoval(List.of("owner/name@main"));
        hub.revision("c".repeat(40), Map.of("onnx/model.bin", "weights"));

        store.remove(plan);

        assertTrue(Files.exists(hub.blob("onnx/model.bin", "weights")));
    }

    @Test
    void aReferenceThatNamesAnotherRevisionSinceStays() throws Exception {
        Removal plan = store.planRemoval(List.of("owner/name@main"));
        hub.repository().point("main", HubFixture.OTHER);

        assertThrows(WhisperException.class, () -> store.remove(plan));

        assertEquals(
                HubFixture.OTHER, Files.readString(hub.repository().folder().resolve("refs/main")));
    }

    @Test
    void aRepositoryThatIsALinkIsListedAndNeverDeleted() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        Path real = Files.move(hub.repository().folder(), disk.resolve("models--owner--name"));
        Files.createSymbolicLink(hub.repository().folder(), real);

        Inventory inventory = store.inventory();
        assertEquals(2, inventory.repositories().get(0).revisions().size());
        assertTrue(inventory.warnings().get(0).contains("is a link to '" + real.toRealPath() + "'"));
        assertTrue(inventory.totalBytes() < inventory.repositories().get(0).bytes());
        assertEquals("PRESENT", store.state(model("main"), Depth.HASHES).status());
        WhisperException refusal =
                assertThrows(WhisperException.class, () -> store.planRemoval(List.of(HubFixture.ID)));
        assertTrue(refusal.getMessage().contains("which stays as it is"), refusal.getMessage());
        assertEquals(List.of(), store.planPruning(List.of()).items());
        Removal forged = new Removal(
                List.of(new Removal.Item(
                        Removal.Kind.REPOSITORY, hub.repository().folder(), HubFixture.ID, 0)),
                List.of());
        assertThrows(WhisperException.class, () -> store.remove(forged));
        assertTrue(Files.exists(real.resolve("snapshots")));
    }

    @Test
    void aModelOfNoHubIsPinnedAndRemoved() throws Exception {
        ModelSource.Web source = new ModelSource.Web("https://example.org/a/model.zip", "", true);
        WebFolder download = store.download(source);
        Files.createDirectories(download.directory());
        Files.writeString(download.directory().resolve("model.bin"), "weights");
        WebFolder.list(download.directory());
        Files.writeString(download.first(), "{}");
        assertEquals(
                download,
                store.download(download.directory().getFileName().toString()).orElseThrow());
        store.pin(download, true);
        assertTrue(assertThrows(WhisperException.class, () -> store.planRemoval(List.of(), List.of(download)))
                .getMessage()
                .contains("is pinned"));
        store.pin(download, false);

        Removal plan = store.planRemoval(List.of(), List.of(download));
        store.pin(download, true);
        assertThrows(WhisperException.class, () -> store.remove(plan));
        store.pin(download, false);
        assertEquals(plan.bytes(), store.remove(plan));

        assertFalse(Files.exists(download.directory()));
        assertTrue(Files.exists(download.first()), "what came at first is what the next download must be");
        assertEquals(
                ErrorKind.MISSING_MODEL,
                assertThrows(WhisperException.class, () -> store.planRemoval(List.of(), List.of(download)))
                        .kind());
    }

    @Test
    void nothingOutsideOfTheCacheIsEverDeleted() {
        Removal plan = new Removal(
                List.of(new Removal.Item(Removal.Kind.CONTENT, folder.resolve("precious"), "x", 0)), List.of());

        assertThrows(IllegalArgumentException.class, () -> store.remove(plan));
    }

    private static List<String> kinds(Removal plan) {
        return plan.items().stream().map(i -> i.kind().name()).toList();
    }

    private static ModelDescriptor model(String revision) {
        String file = revision.equals(HubFixture.OTHER) ? "new.bin" : "onnx/model.bin";
        return ModelDescriptor.builder("m", new ModelSource.Repository(HubFixture.ID, revision))
                .files(List.of(ModelFile.unverified("config.json"), ModelFile.unverified(file)))
                .build();
    }
}
