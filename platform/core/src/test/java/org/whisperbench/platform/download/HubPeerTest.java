package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.FileState.Finding;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.OtherFolder;
import org.whisperbench.platform.store.StoreRoots;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubRequest;
import tools.jackson.databind.JsonNode;

/** The real huggingface_hub and this platform on one cache, in both directions. */
@Tag("peer")
class HubPeerTest extends HubDownloads {

    private static final String MODEL = "onnx/mödel one.bin";

    private JsonNode peer(String action, String... arguments) {
        return new HubPeer(folder, hub).peer(action, arguments);
    }

    private static Map<String, Integer> sizes() {
        return HubPeer.sizes(Downloading.files());
    }

    private void assertPeerFindsItSound() {
        JsonNode scan = peer("scan");
        assertEquals(0, scan.get("warnings").size(), scan::toString);
        assertEquals(0, scan.get("incomplete").asInt(), scan::toString);
        JsonNode verify = peer("verify");
        assertEquals(0, verify.get("code").asInt(), verify::toString);
    }

    /** All of these tests run with another version where {@code HF_PEER_PYTHONPATH} names one; see CONTRIBUTING.md. */
    @Test
    void theVersionThatRunsIsTheOneThatIsMeant() {
        JsonNode version = peer("version");

        String place = version.get("place").asString();
        String meant = HubPeer.PATH.isEmpty() ? "site-packages" : HubPeer.PATH;
        assertTrue(place.contains(meant), version::toString);
    }

    @Test
    void whatOursWroteIsCompleteForThePeer() throws Exception {
        downloading.ensure();
        hub.forget();

        assertEquals(sizes(), HubPeer.sizes(peer("offline")));
        assertEquals(List.of(), hub.requests());
        assertEquals(sizes(), HubPeer.sizes(peer("download")));
        assertEquals(0, hub.requests().stream().filter(HubRequest::isBody).count());
        assertPeerFindsItSound();
        assertEquals(0, peer("list").get("code").asInt());
    }

    @Test
    void theListingIsTheOneThatThePeerWrites() throws Exception {
        Path listing = Path.of("hub/models--owner--name/trees/" + FakeHub.COMMIT + ".json");
        downloading.ensure();
        String ours = Files.readString(folder.resolve(listing));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        new HubPeer(elsewhere, hub).peer("download");

        assertEquals(Files.readString(elsewhere.resolve(listing)), ours);
    }

    @Test
    void whatThePeerWroteIsCompleteForOurs() throws Exception {
        peer("download");
        hub.forget();

        Outcome outcome = downloading.ensure();

        assertEquals(Result.PRESENT, outcome.result(), outcome.reason());
        assertEquals(List.of(), hub.requests());
        assertTrue(downloading.store.examine(model(), ModelStore.Depth.HASHES).files().stream()
                .allMatch(f -> f.finding() == Finding.VERIFIED));
        assertEquals(Result.PRESENT, downloading.repair().result());
        JsonNode scan = peer("scan");
        assertEquals(scan.get("revisions").get(0).asString(), revision());
        assertEquals(List.of(), downloading.store.inventory().warnings());
    }

    private String revision() {
        return downloading
                .store
                .inventory()
                .repositories()
                .get(0)
                .revisions()
                .get(0)
                .commit();
    }

    @Test
    void whatThePeerWroteWithoutLinksIsCompleteForOurs() throws Exception {
        peer("download", "nolinks");
        assertFalse(Files.isSymbolicLink(downloading.snapshot().resolve(MODEL)));
        hub.forget();

        DiskState state = downloading.store.state(model(), ModelStore.Depth.HASHES);

        assertEquals("PRESENT", state.status());
        assertEquals(4, ((DiskState.Present) state).verifiedFiles());
        assertEquals(Result.PRESENT, downloading.ensure().result());
        assertEquals(Result.PRESENT, downloading.repair().result());
        assertEquals(List.of(), hub.requests());
        Files.write(downloading.snapshot().resolve(MODEL), new byte[3]);
        assertEquals(
                "TRUNCATED",
                downloading.store.state(model(), ModelStore.Depth.LENGTHS).status());
    }

    @Test
    void whatThePeerWroteIntoAFolderIsVerifiedByItsMetadata() throws Exception {
        Path local = folder.resolve("local/owner/name");
        peer("local", local.toString());
        ModelStore wide = ModelStore.over(new StoreRoots(
                List.of(),
                folder.resolve("none"),
                List.of(new OtherFolder(OtherFolder.Program.LOCAL_DIR, folder.resolve("local"))),
                true));

        DiskState state = wide.state(model(), ModelStore.Depth.HASHES);

        assertEquals(4, ((DiskState.Present) state).verifiedFiles(), state::explanation);
        assertEquals(4, wide.inventory().others().get(0).files());
    }

    @Test
    void ourCopyOfAFolderIsTakenAsItIsByThePeer() throws Exception {
        downloading.ensure();
        downloading.store.copy(Downloading.ID, folder.resolve("copy"));
        hub.forget();

        peer("local", folder.resolve("copy").toString());

        assertEquals(0, hub.requests().stream().filter(HubRequest::isBody).count(), hub.requests()::toString);
    }

    @Test
    void whatThePeerSharesIsVerifiedMendedAndCollected() throws Exception {
        peer("download");
        assertTrue(peer("share", MODEL, "ab" + "0".repeat(62)).asBoolean());
        Path shared = downloading.cache.resolve("blobs/ab").resolve("ab" + "0".repeat(62));
        assertEquals("PRESENT", downloading.status());
        assertEquals(
                300_000, downloading.store.inventory().repositories().get(0).sharedBytes());
        assertPeerFindsItSound();

        shared.toFile().setWritable(true);
        Files.write(shared, new byte[300_000]);
        assertEquals("CORRUPT", downloading.status());
        assertEquals(Result.REPAIRED, downloading.repair().result());
        assertPeerFindsItSound();

        downloading.store.remove(downloading.store.planPruning(List.of()));
        assertFalse(Files.exists(shared));
        downloading.store.remove(downloading.store.planRemoval(List.of(Downloading.ID)));
        assertEquals(0, peer("scan").get("revisions").size());
    }

    @Test
    void everyDamageIsMendedToThePeersSatisfaction() throws Exception {
        downloading.ensure();
        Path blob = downloading.snapshot().resolve(MODEL).toRealPath();
        List<Damage> damages = List.of(
                () -> Files.delete(blob),
                () -> Files.write(blob, new byte[5]),
                () -> Files.write(blob, new byte[0]),
                () -> Files.write(blob, new byte[300_000]),
                () -> Files.delete(downloading.snapshot().resolve(MODEL)),
                () -> Files.delete(downloading.repository().resolve("refs/main")),
                () -> Files.writeString(downloading.repository().resolve("refs/main"), FakeHub.COMMIT + "\n"));
        for (Damage damage : damages) {
            damage.make();

            assertEquals(Result.REPAIRED, downloading.repair().result());
            assertPeerFindsItSound();
            assertEquals(sizes(), HubPeer.sizes(peer("offline")));
        }
    }

    private interface Damage {
        void make() throws IOException;
    }

    @Test
    void thePeerPrunesWhatWeLeave() throws Exception {
        downloading.ensure();
        Path blobs = downloading.repository().resolve("blobs");
        Files.write(blobs.resolve("0".repeat(64) + ".0123abcd.incomplete"), new byte[3]);
        Files.write(blobs.resolve("0".repeat(64) + ".0123abcd.parts.incomplete"), new byte[3]);

        peer("prune");

        assertEquals(4, HubCache.children(blobs).size());
        assertPeerFindsItSound();
    }

    @Test
    void aPartialOfThePeersIsContinuedWhileThePeerGoesOn() throws Exception {
        byte[] large = Downloading.random(3 << 20);
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", large));
        hub.next(org.whisperbench.testkit.HubFault.HOLD);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<JsonNode> peer = threads.submit(() -> peer("download"));
        hub.awaitHeld();

        Outcome outcome = downloading.ensure();
        hub.release();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        peer.get();
        threads.shutdown();
        assertEquals("PRESENT", downloading.status());
        assertPeerFindsItSound();
    }

    @Test
    void eightProcessesOfBothKindsEndWithOneSoundContent() throws Exception {
        byte[] large = Downloading.random(3 << 20);
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", large));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<JsonNode>> peers = new ArrayList<>();
        List<Process> ours = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            peers.add(threads.submit(() -> peer("download")));
            ours.add(DownloadProcess.start(downloading.cache, hub.endpoint().toString()));
        }
        for (Process process : ours) {
            process.getInputStream().readAllBytes();
            assertEquals(0, process.waitFor());
        }
        for (Future<JsonNode> peer : peers) {
            assertEquals(Map.of("model.bin", large.length), HubPeer.sizes(peer.get()));
        }
        threads.shutdown();

        assertEquals(
                1, HubCache.children(downloading.repository().resolve("blobs")).size());
        assertEquals("PRESENT", downloading.status());
        assertPeerFindsItSound();
    }

    private static ModelDescriptor model() {
        return ModelDescriptor.builder("m", new ModelSource.Repository(Downloading.ID, "main"))
                .files(Arrays.asList(
                        ModelFile.unverified("config.json"),
                        ModelFile.unverified("empty.txt"),
                        ModelFile.unverified("onnx/decoder.json"),
                        ModelFile.unverified(MODEL)))
                .build();
    }
}
