package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.testkit.FakeHub;

/** Every damage is mended, and only the damage is fetched. */
class RepairTest {

    private static final String MODEL = "onnx/mödel one.bin";

    @TempDir
    Path folder;

    private Downloading downloading;
    private FakeHub hub;
    private long before;

    @BeforeEach
    void download() throws Exception {
        downloading = new Downloading(folder);
        hub = downloading.hub;
        hub.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
        downloading.ensure();
        hub.forget();
        before = hub.servedBytes();
    }

    @AfterEach
    void stop() {
        downloading.close();
    }

    @Test
    void nothingIsDoneToWhatIsSound() throws Exception {
        Outcome outcome = downloading.repair();

        assertEquals(Result.PRESENT, outcome.result(), outcome.reason());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void aContentThatIsGoneIsFetched() throws Exception {
        Files.delete(blob(MODEL));

        assertMended(1, 300_000);
    }

    @Test
    void aShortAnEmptyAndAChangedContentAreFetched() throws Exception {
        Files.write(blob(MODEL), new byte[12]);
        Files.write(blob("config.json"), new byte[0]);
        Files.writeString(blob("onnx/decoder.json"), "[]");

        assertMended(3, 300_000 + 14);
    }

    @Test
    void aLinkThatIsGoneIsMendedWithoutTheNetwork() throws Exception {
        Files.delete(downloading.snapshot().resolve(MODEL));
        downloading.environment.put("HF_HUB_OFFLINE", "1");

        assertMended(0, 0);
    }

    @Test
    void aLineBreakInAReferenceIsMendedWithoutTheNetwork() throws Exception {
        Files.writeString(downloading.repository().resolve("refs/main"), FakeHub.COMMIT + "\n");
        downloading.environment.put("HF_HUB_OFFLINE", "1");

        assertMended(0, 0);
        assertEquals(FakeHub.COMMIT, Files.readString(downloading.repository().resolve("refs/main")));
    }

    @Test
    void aReferenceThatIsGoneIsWrittenAgain() throws Exception {
        Files.delete(downloading.repository().resolve("refs/main"));

        assertMended(0, 0);
        assertEquals(FakeHub.COMMIT, Files.readString(downloading.repository().resolve("refs/main")));
    }

    @Test
    void aReferenceThatIsNoneIsAskedFor() throws Exception {
        Files.writeString(downloading.repository().resolve("refs/main"), "garbage");

        assertMended(0, 0);
    }

    @Test
    void withoutTheListingItIsAskedFor() throws Exception {
        Files.delete(downloading.repository().resolve("trees").resolve(FakeHub.COMMIT + ".json"));
        Files.write(blob(MODEL), new byte[12]);

        assertMended(1, 300_000);
    }

    @Test
    void aListingWithoutAUsableHashIsAskedForAnew() throws Exception {
        Path tree = downloading.repository().resolve("trees").resolve(FakeHub.COMMIT + ".json");
        String sound = Files.readString(tree);
        Files.writeString(tree, sound.replaceAll("\"blob_id\": \"[0-9a-f]*\"", "\"blob_id\": \"zz\""));

        assertMended(0, 0);
        assertEquals(sound, Files.readString(tree));
    }

    @Test
    void aReferenceThatLeadsNowhereStopsNoDownload() throws Exception {
        Files.createSymbolicLink(downloading.repository().resolve("refs/foo"), Path.of("/nonexistent"));
        Files.delete(blob(MODEL));

        assertEquals(Result.DOWNLOADED, downloading.ensure().result());
    }

    @Test
    void referencesAloneBecomeTheModel() throws Exception {
        for (Path file : HubRepository.files(downloading.repository().resolve("snapshots"))) {
            Files.delete(file);
        }

        assertMended(0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"blob", "entry", "reference", "listing", "parent"})
    void whatIsInTheWayIsNamedAndStays(String place) throws Exception {
        Path reference = downloading.repository().resolve("refs/main");
        Path listing = downloading.repository().resolve("trees").resolve(FakeHub.COMMIT + ".json");
        Path obstacle = switch (place) {
            case "blob" -> blob(MODEL);
            case "entry" -> downloading.snapshot().resolve(MODEL);
            case "reference" -> reference;
            case "listing" -> listing;
            default -> downloading.snapshot().resolve("onnx");
        };
        if (place.equals("parent")) {
            for (Path file : HubRepository.files(obstacle)) {
                Files.delete(file);
            }
            Files.delete(obstacle);
            Files.writeString(obstacle, "somebody's");
        } else {
            Files.delete(obstacle);
            Files.createDirectories(obstacle);
            Files.writeString(obstacle.resolve("notes.txt"), "somebody's");
        }

        Outcome outcome = downloading.repair();

        assertEquals(Result.FAILED, outcome.result(), outcome.reason());
        assertTrue(outcome.reason().startsWith("'" + obstacle + "'"), outcome.reason());
        assertTrue(outcome.reason().endsWith("belongs; move it elsewhere and run it again"), outcome.reason());
        assertTrue(Files.exists(obstacle));
        assertEquals(0, hub.servedBytes() - before, "nothing is fetched in vain");
        Files.move(obstacle, folder.resolve("elsewhere"));
        Outcome mended = downloading.repair();
        assertTrue(mended.result().isWell(), mended.reason());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aRevisionOfTheDiskIsMendedEvenIfTheBranchMovedOn() throws Exception {
        hub.put(Downloading.ID, "2".repeat(40), Map.of("config.json", Downloading.bytes("new")));
        Files.write(blob(MODEL), new byte[12]);

        assertMended(1, 300_000);
        assertEquals(FakeHub.COMMIT, Files.readString(downloading.repository().resolve("refs/main")));
    }

    @Test
    void aSharedContentIsNotWrittenThroughButReplaced() throws Exception {
        Path blob = blob(MODEL);
        Path shared = downloading.cache.resolve("blobs/ab").resolve("ab" + "0".repeat(62));
        Files.createDirectories(shared.getParent());
        Files.writeString(downloading.cache.resolve("blobs/.huggingface-shared-blobs"), "1\n");
        Files.write(shared, new byte[300_000]);
        Files.delete(blob);
        Files.createSymbolicLink(blob, Path.of("../../blobs/ab").resolve(shared.getFileName()));
        Files.writeString(
                shared.resolveSibling(shared.getFileName() + ".refs"),
                "models--owner--name/blobs/" + blob.getFileName());

        assertMended(1, 300_000);
        assertFalse(Files.isSymbolicLink(blob));
        assertArrayEquals(new byte[300_000], Files.readAllBytes(shared), "others may be reading it");
    }

    @Test
    void aDownloadWithoutTheNetworkMendsLinksAndNamesWhatItCannot() throws Exception {
        downloading.environment.put("HF_HUB_OFFLINE", "1");
        Files.delete(downloading.snapshot().resolve(MODEL));
        assertEquals(Result.REPAIRED, downloading.ensure().result());
        assertEquals("PRESENT", downloading.status());

        Files.delete(blob(MODEL));
        Outcome outcome = downloading.ensure();

        assertEquals(Result.OFFLINE, outcome.result());
        assertTrue(outcome.reason().contains("is missing or incomplete: '" + MODEL + "';"), outcome.reason());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void offlineADamagedContentStaysAsItIs() throws Exception {
        Files.write(blob(MODEL), new byte[12]);
        downloading.environment.put("HF_HUB_OFFLINE", "1");

        Outcome outcome = downloading.repair();

        assertEquals(Result.OFFLINE, outcome.result());
        assertEquals(12, Files.size(blob(MODEL)));
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void aFileThatAnotherProgramBeganIsFetched() throws Exception {
        Path blob = blob(MODEL);
        Files.delete(downloading.snapshot().resolve(MODEL));
        Files.delete(blob);
        Files.createFile(blob.resolveSibling(blob.getFileName() + ".0123abcd.incomplete"));

        assertEquals("INCOMPLETE", downloading.status());
        Outcome outcome = downloading
                .downloads()
                .repair(
                        List.of(Wanted.of(Downloading.ID, downloading.store.describe(Downloading.ID))),
                        DownloadOptions.defaults(),
                        DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.REPAIRED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aPlanIsOnlyAPlan() throws Exception {
        Files.write(blob(MODEL), new byte[12]);

        Outcome outcome = downloading
                .downloads()
                .repair(
                        List.of(Downloading.whole()),
                        DownloadOptions.defaults().with(Mode.DRY_RUN),
                        DownloadListener.none())
                .models()
                .get(0);

        assertEquals(Result.PLANNED, outcome.result());
        assertEquals(300_000, outcome.fetchedBytes());
        assertEquals(12, Files.size(blob(MODEL)));
    }

    private Path blob(String path) throws IOException {
        Path entry = downloading.snapshot().resolve(path);
        return entry.resolveSibling(Files.readSymbolicLink(entry)).normalize();
    }

    private void assertMended(int files, long bytes) throws Exception {
        long served = hub.servedBytes();
        Outcome outcome = downloading.repair();

        assertEquals(Result.REPAIRED, outcome.result(), outcome.reason());
        assertEquals(files, outcome.fetchedFiles());
        assertEquals(bytes, outcome.fetchedBytes());
        assertEquals(bytes, hub.servedBytes() - served);
        assertEquals("PRESENT", downloading.status());
        assertEquals(4, downloading.store.describe(Downloading.ID).files().size());
        assertEquals(Result.PRESENT, downloading.repair().result());
        String reference = Files.readString(downloading.repository().resolve("refs/main"), StandardCharsets.US_ASCII);
        assertTrue(reference.matches("[0-9a-f]{40}"), reference);
    }
}
