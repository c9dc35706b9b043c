package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.testkit.FakeHub;

/** A file system that has neither symbolic nor hard links, as sticks and some shares are; this one is in memory. */
class NoLinksTest {

    private static final String NEWER = "2".repeat(40);
    private static final String MODEL = "onnx/mödel one.bin";

    private FileSystem stick;
    private Downloading downloading;
    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        stick = Jimfs.newFileSystem(Configuration.unix().toBuilder()
                .setSupportedFeatures(Feature.FILE_CHANNEL)
                .build());
        downloading = new Downloading(stick.getPath("/stick"));
        hub = downloading.hub;
        hub.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
    }

    @AfterEach
    void stop() throws IOException {
        downloading.close();
        stick.close();
    }

    private Path blobs() {
        return downloading.repository().resolve("blobs");
    }

    @Test
    void thereAreNoLinks() throws IOException {
        Path file = Files.writeString(stick.getPath("/file"), "x");

        assertThrows(
                UnsupportedOperationException.class, () -> Files.createSymbolicLink(stick.getPath("/symbolic"), file));
        assertThrows(UnsupportedOperationException.class, () -> Files.createLink(stick.getPath("/hard"), file));
    }

    @Test
    void newContentsAreMovedIntoTheSnapshotAndTakeTheirSpaceOnce() throws Exception {
        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertEquals(List.of(), HubCache.children(blobs()));
        for (Map.Entry<String, byte[]> file : Downloading.files().entrySet()) {
            Path entry = downloading.snapshot().resolve(file.getKey());
            assertTrue(Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS), file.getKey());
            assertArrayEquals(file.getValue(), Files.readAllBytes(entry));
        }
        assertTrue(
                outcome.reason().endsWith("; without links, revisions that share a file keep it twice"),
                outcome::reason);
    }

    @Test
    void whatIsThereIsNotAskedForAndSound() throws Exception {
        downloading.ensure();
        hub.forget();

        assertEquals(Result.PRESENT, downloading.ensure().result());
        assertEquals(Result.PRESENT, downloading.repair().result());
        assertEquals(List.of(), hub.requests());
    }

    @Test
    void equalContentsOfARevisionAreFetchedOnceAndBothThere() throws Exception {
        byte[] equal = Downloading.random(5000);
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("a.bin", equal, "b/c.bin", equal));

        assertEquals(5000, downloading.ensure().fetchedBytes());

        assertEquals("PRESENT", downloading.status());
        assertEquals(List.of(), HubCache.children(blobs()));
    }

    @Test
    void onlyTheDamageIsMended() throws Exception {
        downloading.ensure();
        Files.write(downloading.snapshot().resolve(MODEL), new byte[300_000]);
        assertEquals("CORRUPT", downloading.status());

        Outcome outcome = downloading.repair();

        assertEquals(Result.REPAIRED, outcome.result(), outcome.reason());
        assertEquals(300_000, outcome.fetchedBytes());
        assertEquals("PRESENT", downloading.status());
        assertEquals(List.of(), HubCache.children(blobs()));
    }

    @Test
    void whatAnEarlierRevisionHoldsIsCopiedAndNotFetched() throws Exception {
        downloading.ensure();
        Map<String, byte[]> newer = new TreeMap<>(Downloading.files());
        newer.put("config.json", Downloading.bytes("{\"model\": 2}"));
        hub.put(Downloading.ID, NEWER, newer);
        Wanted moved = Wanted.repository(Downloading.ID, NEWER, List.of(), List.of());
        DownloadReport plan = downloading
                .downloads()
                .ensure(List.of(moved), DownloadOptions.defaults().with(Mode.DRY_RUN), DownloadListener.none());
        assertEquals(12, plan.models().get(0).fetchedBytes());

        Outcome outcome = downloading.ensure(Mode.UPGRADE);

        assertEquals(12, outcome.fetchedBytes(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertTrue(Files.exists(downloading.snapshot().resolve(MODEL)), "the earlier revision keeps its own");
        assertTrue(Files.exists(
                downloading.repository().resolve("snapshots").resolve(NEWER).resolve(MODEL)));
    }

    @Test
    void aContentThatWasThereBeforeIsCopiedSinceOthersMayUseIt() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("a.bin", Downloading.random(100)));
        Path old = Files.write(stick.getPath("/old"), Downloading.random(100));
        Files.createDirectories(blobs());
        Files.move(
                old,
                blobs().resolve(ContentHash.of(old, ContentHash.Algorithm.SHA256)
                        .hex()));

        assertEquals(0, downloading.ensure().fetchedBytes());

        assertEquals("PRESENT", downloading.status());
        assertEquals(1, HubCache.children(blobs()).size());
    }

    @Test
    void anArchiveIsReadThere() throws Exception {
        downloading.ensure();
        Path archive = stick.getPath("/model.tar");
        downloading.store.exportTo(List.of(Downloading.ID), archive);
        downloading.store.remove(downloading.store.planRemoval(List.of(Downloading.ID)));

        assertEquals(4, downloading.store.importFrom(archive).files());

        assertEquals("PRESENT", downloading.status());
        assertEquals(List.of(), HubCache.children(blobs()));
    }
}
