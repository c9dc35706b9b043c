package org.whisperbench.platform.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

class DiskStoreTest {

    private static final String SHA_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path folder;

    private ModelStore store;
    private Path bundled;
    private Path hub;

    @BeforeEach
    void prepare() throws IOException {
        bundled = Files.createDirectories(folder.resolve("models"));
        hub = Files.createDirectories(folder.resolve("hub"));
        store = ModelStore.over(new StoreRoots(List.of(folder.resolve("other"), bundled), hub));
    }

    @Test
    void whatIsNowhereIsAbsentAndSaysWhereItWasLookedFor() throws InterruptedException {
        DiskState state = store.state(bundledModel(), Depth.LENGTHS);

        assertEquals("ABSENT", state.status());
        assertTrue(state.explanation().contains(bundled.resolve("m").toString()), state.explanation());
    }

    @Test
    void missingFilesAreNamed() throws Exception {
        write(bundled.resolve("m/a.bin"), "abc");

        DiskState state = store.state(bundledModel(), Depth.HASHES);

        DiskState.Incomplete incomplete = assertInstanceOf(DiskState.Incomplete.class, state);
        assertEquals(List.of("sub/b.json"), incomplete.missing());
        assertTrue(state.explanation().startsWith("1 of 2 files missing"), state.explanation());
    }

    @Test
    void aShorterFileIsTruncatedAndALongerOneCorrupt() throws Exception {
        write(bundled.resolve("m/sub/b.json"), "{}");

        write(bundled.resolve("m/a.bin"), "ab");
        assertEquals("TRUNCATED", store.state(bundledModel(), Depth.LENGTHS).status());
        write(bundled.resolve("m/a.bin"), "abcd");
        assertEquals("CORRUPT", store.state(bundledModel(), Depth.LENGTHS).status());
    }

    @Test
    void aChangedFileOfTheSameLengthIsFoundByItsHashOnly() throws Exception {
        write(bundled.resolve("m/a.bin"), "abd");
        write(bundled.resolve("m/sub/b.json"), "{}");

        assertEquals("PRESENT", store.state(bundledModel(), Depth.LENGTHS).status());
        DiskState deep = store.state(bundledModel(), Depth.HASHES);
        assertEquals("CORRUPT", deep.status());
        assertTrue(deep.explanation().contains("has the SHA-256"), deep.explanation());
    }

    @Test
    void verifiedAndUnverifiedFilesAreCountedApart() throws Exception {
        write(bundled.resolve("m/a.bin"), "abc");
        write(bundled.resolve("m/sub/b.json"), "{}");

        DiskState.Present present =
                assertInstanceOf(DiskState.Present.class, store.state(bundledModel(), Depth.HASHES));

        assertEquals(1, present.verifiedFiles());
        assertEquals(5, present.sizeBytes());
        assertTrue(present.explanation().startsWith("1 of 2 files verified by hash"), present.explanation());
    }

    @Test
    void anEmptyFileIsCorruptEvenIfNothingIsKnownOfIt() throws Exception {
        write(bundled.resolve("m/a.bin"), "abc");
        write(bundled.resolve("m/sub/b.json"), "");

        assertEquals("CORRUPT", store.state(bundledModel(), Depth.LENGTHS).status());
    }

    @Test
    void aDirectoryInPlaceOfAFileIsAMissingFile() throws Exception {
        Files.createDirectories(bundled.resolve("m/a.bin"));
        write(bundled.resolve("m/sub/b.json"), "{}");

        assertEquals("INCOMPLETE", store.state(bundledModel(), Depth.LENGTHS).status());
    }

    @Test
    void resolvingWhatIsNotThereSaysWhatToDo() {
        WhisperException failure = assertThrows(WhisperException.class, () -> store.resolve("b/m", bundledModel()));

        assertEquals(ErrorKind.MISSING_MODEL, failure.kind());
        assertTrue(failure.getMessage().contains("model 'b/m' is absent"), failure.getMessage());
    }

    @Test
    void aSnapshotIsFoundThroughItsReference() throws Exception {
        Path snapshot = repository().resolve("snapshots").resolve(COMMIT);
        write(snapshot.resolve("a.bin"), "abc");
        write(snapshot.resolve("sub/b.json"), "{}");
        write(repository().resolve("refs/main"), COMMIT);

        assertEquals(snapshot, store.resolve("b/m", hubModel("main")).directory());
        assertEquals(snapshot, store.resolve("b/m", hubModel(COMMIT)).directory());
        assertEquals("ABSENT", store.state(hubModel("other"), Depth.LENGTHS).status());
    }

    @Test
    void aReferenceToNothingIsDamaged() throws Exception {
        write(repository().resolve("snapshots/" + COMMIT.replace('0', 'f') + "/a.bin"), "abc");
        write(repository().resolve("refs/main"), COMMIT);
        assertEquals("REF_DAMAGED", store.state(hubModel("main"), Depth.LENGTHS).status());

        write(repository().resolve("refs/main"), "");
        assertEquals("REF_DAMAGED", store.state(hubModel("main"), Depth.LENGTHS).status());
    }

    @Test
    void aDanglingLinkIsAMissingFile() throws Exception {
        Path snapshot =
                Files.createDirectories(repository().resolve("snapshots").resolve(COMMIT));
        Files.createSymbolicLink(snapshot.resolve("a.bin"), Path.of("../../blobs/gone"));
        write(snapshot.resolve("sub/b.json"), "{}");
        write(repository().resolve("refs/main"), COMMIT);

        DiskState.Incomplete state =
                assertInstanceOf(DiskState.Incomplete.class, store.state(hubModel("main"), Depth.LENGTHS));
        assertEquals(List.of("a.bin"), state.missing());
    }

    @Test
    void aRevisionLeadsNowhereElse() throws Exception {
        write(hub.resolve("secret/a.bin"), "abc");
        write(repository().resolve("refs/main"), COMMIT);

        assertEquals(
                "ABSENT",
                store.state(hubModel("../../../secret"), Depth.LENGTHS).status());
    }

    @Test
    void theEnvironmentNamesTheHubsCache() {
        String home = folder.toString();

        assertEquals(folder.resolve(".cache/huggingface/hub"), StoreRoots.hubCache(Map.of("HOME", home)));
        assertEquals(Path.of("/x/hub"), StoreRoots.hubCache(Map.of("HOME", home, "HF_HOME", "/x")));
        assertEquals(Path.of("/y"), StoreRoots.hubCache(Map.of("HF_HOME", "/x", "HF_HUB_CACHE", "/y")));
        assertEquals(Path.of("/z/huggingface/hub"), StoreRoots.hubCache(Map.of("XDG_CACHE_HOME", "/z", "HF_HOME", "")));
    }

    private Path repository() {
        return hub.resolve("models--owner--name");
    }

    private static ModelDescriptor bundledModel() {
        return descriptor(new ModelSource.Bundled("m"));
    }

    private static ModelDescriptor hubModel(String revision) {
        return descriptor(new ModelSource.Repository("owner/name", revision));
    }

    private static ModelDescriptor descriptor(ModelSource source) {
        return ModelDescriptor.builder("m", source)
                .files(List.of(ModelFile.known("a.bin", 3, SHA_OF_ABC), ModelFile.unverified("sub/b.json")))
                .build();
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
