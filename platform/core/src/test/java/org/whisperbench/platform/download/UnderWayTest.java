package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.Removal;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.platform.store.hub.HubRepository;
import org.whisperbench.testkit.HubFault;

/** What others delete while a download is under way. */
@Timeout(600)
class UnderWayTest extends HubDownloads {

    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private Future<Outcome> download;

    /** All files are there but one, half of which is. */
    @BeforeEach
    void begin() throws Exception {
        downloading.environment.put("HF_HUB_DOWNLOAD_TIMEOUT", "3600");
        hub.next(HubFault.HOLD);
        download = threads.submit(() -> downloading.ensure());
        hub.awaitHeld();
        while (links().size() < Downloading.files().size() - 1) {
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private List<Path> links() throws IOException {
        return HubRepository.files(downloading.snapshot());
    }

    @Test
    void filesThatCameLongAgoAreNotPruned() throws Exception {
        for (Path blob : HubCache.children(downloading.repository().resolve("blobs"))) {
            if (!blob.toString().endsWith(".incomplete")) {
                Files.setLastModifiedTime(blob, FileTime.from(Instant.now().minusSeconds(3600)));
            }
        }

        Removal plan = downloading.store.planPruning(List.of());
        downloading.store.remove(plan);
        hub.release();
        Outcome outcome = download.get(10, TimeUnit.MINUTES);

        assertEquals(List.of(), plan.items());
        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertEquals(4, downloading.store.describe(Downloading.ID).files().size());
    }

    @Test
    void whatWasNotReachedIsMissingAndCanBeRepaired() throws Exception {
        threads.shutdownNow();
        hub.release();
        while (!download.isDone()) {
            Thread.onSpinWait();
        }
        Files.delete(links().get(0));

        assertEquals("INCOMPLETE", downloading.status());
        assertEquals(4, downloading.store.describe(Downloading.ID).files().size());
        assertEquals(Result.REPAIRED, downloading.repair().result());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aFileThatIsDeletedMeanwhileIsNoSuccess() throws Exception {
        Files.delete(links().get(0).toRealPath());
        hub.release();
        Outcome outcome = download.get(10, TimeUnit.MINUTES);

        assertEquals(Result.FAILED, outcome.result(), outcome.reason());
        assertTrue(outcome.reason().contains("was deleted by another program"), outcome.reason());
        assertEquals("INCOMPLETE", downloading.status());
        assertEquals(Result.DOWNLOADED, downloading.ensure().result());
        assertEquals("PRESENT", downloading.status());
    }
}
