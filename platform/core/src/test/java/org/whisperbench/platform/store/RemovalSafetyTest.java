package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.ModelStore.Depth;
import org.whisperbench.platform.store.hub.RepositoryName;

/** What must not be deleted, or not be called freed, whatever it looks like. */
class RemovalSafetyTest {

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
    void nothingOfARepositoryIsPrunedWhileADownloadMayBeUnderWay() throws Exception {
        Files.delete(hub.repository().reference("main").orElseThrow());
        Path orphan = Files.writeString(hub.repository().blob("0".repeat(64)), "of a file that came an hour ago");
        Files.setLastModifiedTime(orphan, FileTime.from(Instant.now().minusSeconds(3600)));
        Path partial = Files.writeString(hub.repository().blob("1".repeat(64) + ".0123abcd.incomplete"), "part");

        Removal plan = store.planPruning(List.of());

        assertEquals(List.of(), plan.items());
        assertTrue(plan.kept().get(0).contains("a download may be under way"), plan::toString);
        Files.setLastModifiedTime(partial, FileTime.from(Instant.now().minusSeconds(3600)));
        assertEquals(List.of("REPOSITORY"), kinds(store.planPruning(List.of())));
    }

    @Test
    void aRevisionThatIsBeingWrittenHasNoListingYetAndStays() throws Exception {
        Files.delete(hub.repository().tree(HubFixture.OTHER));

        Removal plan = store.planPruning(List.of());

        assertEquals(List.of(), plan.items());
        assertTrue(plan.kept().get(0).contains("its download may be under way"), plan::toString);
    }

    @Test
    void absoluteLinksAreFollowedWhereTheWayToTheCacheIsALink() throws Exception {
        Path way = Files.createSymbolicLink(folder.resolve("way"), folder.resolve("hub"));
        ModelStore through = ModelStore.over(new StoreRoots(List.of(), way));
        Path real = folder.resolve("hub").toRealPath();
        for (String commit : List.of(HubFixture.COMMIT, HubFixture.OTHER)) {
            Path config = hub.repository().snapshot(commit).resolve("config.json");
            Files.delete(config);
            Files.createSymbolicLink(
                    config, real.resolve(folder.resolve("hub").relativize(hub.blob("config.json", "{}"))));
        }

        assertEquals(List.of(), through.inventory().leftovers());
        Removal plan = through.planRemoval(List.of("owner/name@" + HubFixture.OTHER));
        through.remove(plan);

        assertTrue(plan.kept().stream().anyMatch(k -> k.contains("is used by another revision")), plan::toString);
        assertEquals("PRESENT", store.state(model(), Depth.HASHES).status());
    }

    @Test
    void onlyWhatHasNoOtherNameIsFreed() throws Exception {
        HubFixture copy = new HubFixture(hub.repository().cache().repository(RepositoryName.model("owner/copy")));
        Path blob = hub.blob("onnx/model.bin", "weights");
        Files.createDirectories(copy.repository().blobs());
        Files.createLink(copy.repository().blobs().resolve(blob.getFileName()), blob);
        long before = store.inventory().totalBytes();

        Removal plan = store.planRemoval(List.of("owner/name@main"));
        long freed = store.remove(plan);

        assertEquals(plan.bytes(), freed);
        assertEquals(before - store.inventory().totalBytes(), freed);
        assertTrue(
                plan.kept()
                        .contains("'owner/copy' has 1 of the files that go, 7 bytes, under another name:"
                                + " they free nothing"),
                plan::toString);
    }

    private static List<String> kinds(Removal plan) {
        return plan.items().stream().map(i -> i.kind().name()).toList();
    }

    private static ModelDescriptor model() {
        return ModelDescriptor.builder("m", new ModelSource.Repository(HubFixture.ID, "main"))
                .files(List.of(ModelFile.unverified("config.json"), ModelFile.unverified("onnx/model.bin")))
                .build();
    }
}
