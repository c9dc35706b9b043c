package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.store.FileState.Finding;
import org.whisperbench.platform.store.ModelStore.Depth;

/** Every way in which a hub's cache is found broken, as the spec of the store lists them, has a name. */
class BrokenCacheTest {

    @TempDir
    Path folder;

    private HubFixture hub;
    private ModelStore store;

    @BeforeEach
    void prepare() throws IOException {
        hub = HubFixture.sound(folder.resolve("hub"));
        store = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub")));
    }

    @Test
    void soundFilesAreVerifiedByTheNamesOfTheirContents() throws Exception {
        DiskState.Present present = assertInstanceOf(DiskState.Present.class, state(Depth.HASHES));

        assertEquals(2, present.verifiedFiles());
        assertEquals("", present.remark());
    }

    @Test
    void aContentThatIsGoneIsAMissingFile() throws Exception {
        Files.delete(hub.blob("onnx/model.bin", "weights"));

        assertEquals(List.of("onnx/model.bin"), ((DiskState.Incomplete) state(Depth.LENGTHS)).missing());
    }

    @Test
    void aLinkThatIsGoneIsAMissingFileWithAndWithoutTheListing() throws Exception {
        Files.delete(hub.entry("config.json"));
        assertEquals("INCOMPLETE", state(Depth.LENGTHS).status());

        Files.delete(hub.repository().tree(HubFixture.COMMIT));
        assertEquals("INCOMPLETE", state(Depth.LENGTHS).status());
    }

    @Test
    void aShortOrEmptyContentIsTruncatedByTheListing() throws Exception {
        Files.writeString(hub.blob("onnx/model.bin", "weights"), "weig");
        DiskState.Truncated state = assertInstanceOf(DiskState.Truncated.class, state(Depth.LENGTHS));
        assertEquals(7, state.expectedBytes());

        Files.writeString(hub.blob("onnx/model.bin", "weights"), "");
        assertEquals("TRUNCATED", state(Depth.LENGTHS).status());
    }

    @Test
    void withoutTheListingAShortContentIsFoundByItsName() throws Exception {
        Files.delete(hub.repository().tree(HubFixture.COMMIT));
        Files.writeString(hub.blob("onnx/model.bin", "weights"), "weig");

        assertEquals("PRESENT", state(Depth.LENGTHS).status());
        assertEquals("CORRUPT", state(Depth.HASHES).status());
        Files.writeString(hub.blob("onnx/model.bin", "weights"), "");
        assertEquals("CORRUPT", state(Depth.LENGTHS).status());
    }

    @Test
    void aChangedByteIsFoundByTheNameOfTheContentAlone() throws Exception {
        Files.writeString(hub.blob("config.json", "{}"), "{]");

        assertEquals("PRESENT", state(Depth.LENGTHS).status());
        DiskState state = state(Depth.HASHES);
        assertEquals("CORRUPT", state.status());
        assertTrue(state.explanation().contains("has the git SHA-1"), state.explanation());
    }

    @Test
    void referencesAloneAreNoModel() throws Exception {
        deleteTree(hub.repository().snapshots());

        assertEquals("ABSENT", state(Depth.LENGTHS).status());
    }

    @Test
    void withoutAReferenceTheOnlyRevisionIsUsedAndThatIsSaid() throws Exception {
        Files.delete(hub.repository().reference("main").orElseThrow());

        DiskState state = state(Depth.LENGTHS);
        assertEquals("PRESENT", state.status());
        assertTrue(state.explanation().endsWith("; no reference names its commit"), state.explanation());
        assertEquals("PRESENT", stateOf(HubFixture.COMMIT).status());

        hub.revision(HubFixture.OTHER, Map.of("config.json", "{}"));
        assertEquals("ABSENT", state(Depth.LENGTHS).status());
    }

    @Test
    void aTagThatNoReferenceNamesIsNotWhateverIsThere() throws Exception {
        Files.delete(hub.repository().reference("main").orElseThrow());

        assertEquals("ABSENT", stateOf("v9").status());
    }

    @Test
    void aFileWhoseDownloadDidNotEndIsMissing() throws Exception {
        Path blob = hub.blob("onnx/model.bin", "weights");
        Files.delete(hub.entry("onnx/model.bin"));
        Files.move(blob, blob.resolveSibling(blob.getFileName() + ".0123abcd.incomplete"));

        DiskState.Incomplete state = assertInstanceOf(DiskState.Incomplete.class, described());

        assertEquals(List.of("onnx/model.bin"), state.missing());
    }

    @Test
    void aListedFileThatIsNotHereIsSaidSinceItMayHaveBeenLeftOut() throws Exception {
        assertEquals("", ((DiskState.Present) described()).remark());
        Files.delete(hub.entry("onnx/model.bin"));
        Files.delete(hub.blob("onnx/model.bin", "weights"));

        DiskState.Present state = assertInstanceOf(DiskState.Present.class, described());

        assertEquals("1 listed file is not here", state.remark());
    }

    private DiskState described() throws InterruptedException {
        return store.state(store.describe(HubFixture.ID), Depth.HASHES);
    }

    @Test
    void aLineBreakInAReferenceIsDamage() throws Exception {
        Files.writeString(hub.repository().reference("main").orElseThrow(), HubFixture.COMMIT + "\n");

        DiskState state = state(Depth.LENGTHS);
        assertEquals("REF_DAMAGED", state.status());
        assertTrue(state.explanation().contains("line breaks"), state.explanation());
    }

    @Test
    void aSharedContentIsFollowedAndVerified() throws Exception {
        Path shared = hub.share("onnx/model.bin", "weights");
        assertEquals(2, ((DiskState.Present) state(Depth.HASHES)).verifiedFiles());

        Files.writeString(shared, "weighty");
        assertEquals("CORRUPT", state(Depth.HASHES).status());
        Files.delete(shared);
        assertEquals("INCOMPLETE", state(Depth.LENGTHS).status());
    }

    @Test
    void damageOfASharedContentNamesEveryRepositoryThatUsesIt() throws Exception {
        Path shared = hub.share("onnx/model.bin", "weights");
        Path blobs = Files.createDirectories(folder.resolve("hub/models--other--one/blobs"));
        Path second = Files.createSymbolicLink(blobs.resolve("a".repeat(64)), blobs.relativize(shared));
        Path manifest = shared.resolveSibling(shared.getFileName() + ".refs");
        Files.writeString(
                manifest, Files.readString(manifest) + folder.resolve("hub").relativize(second) + "\n");
        Files.writeString(shared, "weightz");

        String explanation = state(Depth.HASHES).explanation();

        assertTrue(explanation.endsWith(", in a file shared by 'other/one', 'owner/name'"), explanation);
    }

    @Test
    void everyFileHasAFinding() throws Exception {
        Files.delete(hub.blob("onnx/model.bin", "weights"));

        Examination examination = store.examine(model("main"), Depth.HASHES);

        assertEquals(
                List.of(Finding.VERIFIED, Finding.MISSING),
                examination.files().stream().map(FileState::finding).toList());
        assertEquals("onnx/model.bin", examination.damaged().get(0).path());
    }

    @Test
    void aDamagedListingIsNoDamage() throws Exception {
        Files.writeString(hub.repository().tree(HubFixture.COMMIT), "{\"format_version\": 1, \"files\": {");

        assertEquals("PRESENT", state(Depth.HASHES).status());
    }

    @Test
    void anEmptyFileThatIsMeantToBeEmptyIsSound() throws Exception {
        hub.revision(HubFixture.OTHER, Map.of("config.json", "", "onnx/model.bin", "x"));

        assertEquals("PRESENT", stateOf(HubFixture.OTHER).status());
        Files.delete(hub.repository().tree(HubFixture.OTHER));
        assertEquals("PRESENT", stateOf(HubFixture.OTHER).status());
    }

    @Test
    void aFolderOfAnotherProgramServesWhereTheCacheHasNothing() throws Exception {
        Path local = folder.resolve("kit/argmax/kit");
        Files.createDirectories(local.resolve(".cache/huggingface/download"));
        Files.writeString(local.resolve("a.bin"), "abc");
        String etag = HubFixture.listed("a.bin", "abc").etag();
        Files.writeString(
                local.resolve(".cache/huggingface/download/a.bin.metadata"),
                HubFixture.COMMIT + "\n" + etag + "\n1.5\n");
        OtherFolder kit = new OtherFolder(OtherFolder.Program.WHISPERKIT, folder.resolve("kit"));
        ModelStore wide = ModelStore.over(new StoreRoots(List.of(), folder.resolve("hub"), List.of(kit), true));
        ModelDescriptor model = ModelDescriptor.builder("m", new ModelSource.Repository("argmax/kit", "main"))
                .files(List.of(ModelFile.unverified("a.bin")))
                .build();

        assertEquals(1, ((DiskState.Present) wide.state(model, Depth.HASHES)).verifiedFiles());
        Files.writeString(local.resolve("a.bin"), "abd");
        assertEquals("CORRUPT", wide.state(model, Depth.HASHES).status());
        Files.delete(local.resolve("a.bin"));
        assertTrue(wide.state(model, Depth.LENGTHS).explanation().contains(local.toString()));
    }

    private DiskState state(Depth depth) throws InterruptedException {
        return store.state(model("main"), depth);
    }

    private DiskState stateOf(String revision) throws InterruptedException {
        return store.state(model(revision), Depth.LENGTHS);
    }

    private static ModelDescriptor model(String revision) {
        return ModelDescriptor.builder("m", new ModelSource.Repository(HubFixture.ID, revision))
                .files(List.of(ModelFile.unverified("config.json"), ModelFile.unverified("onnx/model.bin")))
                .build();
    }

    static void deleteTree(Path folder) throws IOException {
        for (Path file : org.whisperbench.platform.store.hub.HubRepository.files(folder)) {
            Files.delete(file);
        }
        try (var all = Files.walk(folder)) {
            for (Path directory :
                    all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(directory);
            }
        }
    }

    @Test
    void severalModelsAreLookedAtTogether() throws Exception {
        Files.writeString(hub.blob("onnx/model.bin", "weights"), "weightz");
        List<Double> progress = new java.util.ArrayList<>();
        ModelDescriptor none = ModelDescriptor.builder("n", new ModelSource.Repository("a/none", "main"))
                .files(List.of(ModelFile.unverified("x")))
                .build();

        List<Examination> looks =
                store.examineAll(List.of(model("main"), none, model("main")), Depth.HASHES, progress::add);

        assertEquals(
                List.of("CORRUPT", "ABSENT", "CORRUPT"),
                looks.stream().map(l -> l.state().status()).toList());
        assertEquals(store.examine(model("main"), Depth.HASHES), looks.get(2));
        assertEquals(List.of(0.5, 1.0), progress, "each file once");
    }
}
