package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.platform.store.hub.ContentHash;
import org.whisperbench.platform.store.hub.HubCache;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;
import org.whisperbench.testkit.HubRequest;

/** Downloads that end in the middle, and several at once. */
class ResumeTest {

    private static final int MIB = 1 << 20;
    private static final byte[] MIDDLE = Downloading.random(5 * MIB);

    @TempDir
    Path folder;

    private Downloading downloading;
    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        downloading = new Downloading(folder);
        hub = downloading.hub;
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", MIDDLE));
    }

    @AfterEach
    void stop() {
        downloading.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 90})
    void afterAKillOnlyTheRestIsFetched(int percent) throws Exception {
        hub.holdAt(percent);
        hub.next(HubFault.HOLD);
        Process process =
                DownloadProcess.start(downloading.cache, hub.endpoint().toString());
        long sent = (long) MIDDLE.length * percent / 100;
        DownloadProcess.awaitBytes(process, sent);
        process.destroyForcibly().waitFor();
        long before = hub.servedBytes();

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        long again = hub.servedBytes() - before;
        assertTrue(again <= MIDDLE.length - sent + MIB, again + " bytes were fetched again");
        assertEquals(List.of(), downloading.store.inventory().leftovers());
    }

    @Test
    void afterAKillInSeveralPiecesOnlyTheRestIsFetched() throws Exception {
        byte[] large = Downloading.random(72 * MIB);
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", large));
        hub.next(HubFault.HOLD);
        Process process =
                DownloadProcess.start(downloading.cache, hub.endpoint().toString());
        DownloadProcess.awaitBytes(process, 64 * MIB);
        process.destroyForcibly().waitFor();
        long before = hub.servedBytes();
        assertTrue(hub.requests().stream().filter(HubRequest::isBody).count() >= 5, "in several pieces");

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        long again = hub.servedBytes() - before;
        assertTrue(again <= 10 * MIB, again + " bytes were fetched again");
        assertEquals(List.of(), downloading.store.inventory().leftovers());
    }

    @ParameterizedTest
    @ValueSource(strings = {".incomplete", ".0123abcd.incomplete"})
    void whatAnotherProgramLeftIsCopiedAndContinued(String suffix) throws Exception {
        Path foreign = partial(suffix, Arrays.copyOf(MIDDLE, 3 * MIB));

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(2L * MIB, hub.servedBytes());
        assertEquals("PRESENT", downloading.status());
        assertTrue(Files.exists(foreign), "its writer may live");
    }

    @Test
    void whatAnotherProgramLeftIsWorthNothingIfItIsWrong() throws Exception {
        byte[] wrong = Arrays.copyOf(MIDDLE, 3 * MIB);
        wrong[MIB] ^= 1;
        partial(".0123abcd.incomplete", wrong);

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no notes\n", "whisperbench parts 1 00000000000000000007 00000000000000000007\n"})
    void notesThatCannotBeReadCostOnlyTheirFile(String notes) throws Exception {
        partial(".0123abcd.incomplete", Arrays.copyOf(MIDDLE, MIB));
        partial(".0123abcd.parts.incomplete", Downloading.bytes(notes));

        Outcome outcome = downloading.ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
    }

    private Path partial(String suffix, byte[] content) throws IOException {
        Path blobs = Files.createDirectories(downloading.repository().resolve("blobs"));
        Path model = Files.write(folder.resolve("model"), MIDDLE);
        try {
            String etag = ContentHash.of(model, ContentHash.Algorithm.SHA256).hex();
            return Files.write(blobs.resolve(etag + suffix), content);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void anInterruptEndsItAtOnceAndKeepsWhatIsThere() throws Exception {
        downloading.environment.put("HF_HUB_DOWNLOAD_TIMEOUT", "3600");
        hub.next(HubFault.HOLD);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Future<?> download = threads.submit(() -> assertThrows(InterruptedException.class, downloading::ensure));
        hub.awaitHeld();

        threads.shutdownNow();
        download.get(10, TimeUnit.MINUTES);
        hub.release();

        assertFalse(downloading.store.inventory().leftovers().isEmpty());
        assertEquals(Result.DOWNLOADED, downloading.ensure().result());
        assertEquals(List.of(), downloading.store.inventory().leftovers());
    }

    @Test
    void manyAtOnceFetchAFileOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Outcome>> here = new ArrayList<>();
        List<Process> elsewhere = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            here.add(threads.submit(() -> downloading.ensure()));
            elsewhere.add(
                    DownloadProcess.start(downloading.cache, hub.endpoint().toString()));
        }

        for (Future<Outcome> outcome : here) {
            assertTrue(outcome.get().result().isWell(), outcome.get().reason());
        }
        for (Process process : elsewhere) {
            process.getInputStream().readAllBytes();
            assertEquals(0, process.waitFor());
        }
        threads.shutdown();

        assertEquals(MIDDLE.length, hub.servedBytes());
        assertEquals(
                1, HubCache.children(downloading.repository().resolve("blobs")).size());
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aSpeedLimitIsKeptByWaiting() throws Exception {
        DownloadOptions.Pace slow = new DownloadOptions.Pace(3, 8, MIB, java.time.Duration.ZERO, 5);

        downloading.ensure(DownloadOptions.defaults().with(slow));

        long waited = downloading.waits.stream()
                .mapToLong(java.time.Duration::toMillis)
                .max()
                .orElse(0);
        assertTrue(waited > 3000, "five seconds' worth of bytes came at once: " + waited);
    }
}
