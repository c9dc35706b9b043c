package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;

/** A real file system of 4 MiB, where the system lets this test mount one. */
@EnabledOnOs(OS.LINUX)
class DiskFullTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private Path disk;
    private Downloading downloading;
    private FakeHub hub;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()), "no right to mount");
        downloading = new Downloading(disk);
        hub = downloading.hub;
    }

    @AfterEach
    void unmount() throws Exception {
        if (downloading != null) {
            downloading.close();
            assertTrue(run("umount", disk.toString()));
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void aModelThatDoesNotFitIsNotBegun() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", Downloading.random(4 * MIB)));

        Outcome outcome = downloading.ensure();

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("GB are needed"), outcome.reason());
        assertEquals(0, hub.servedBytes());
    }

    @Test
    void severalModelsThatDoNotFitTogetherAreNotBegunThoughEachWouldFit() throws Exception {
        hub.put("owner/one", FakeHub.COMMIT, Map.of("model.bin", Downloading.random(2 * MIB)));
        hub.put("owner/two", FakeHub.COMMIT, Map.of("model.bin", Downloading.random(2 * MIB + 1)));
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("config.json", Downloading.bytes("{}")));
        downloading.ensure();
        long before = hub.servedBytes();
        List<Wanted> wanted = List.of(
                Wanted.repository("owner/one", "main", List.of(), List.of()),
                Downloading.whole(),
                Wanted.repository("owner/two", "main", List.of(), List.of()));

        DownloadReport report =
                downloading.downloads().ensure(wanted, DownloadOptions.defaults(), DownloadListener.none());

        assertEquals(
                List.of(Result.FAILED, Result.PRESENT, Result.FAILED),
                report.models().stream().map(Outcome::result).toList());
        assertTrue(
                report.models().get(0).reason().startsWith("for all together 0.004 GB are needed"), report::toString);
        assertEquals(before, hub.servedBytes());
        assertEquals(
                Result.DOWNLOADED,
                downloading
                        .downloads()
                        .ensure(wanted.subList(0, 2), DownloadOptions.defaults(), DownloadListener.none())
                        .models()
                        .get(0)
                        .result());
    }

    @Test
    void contentsThatAreThereOrAreWantedTwiceTakeNoRoomAgain() throws Exception {
        byte[] kept = Downloading.random(MIB + MIB / 2);
        byte[] equal = Downloading.random(MIB + MIB / 2 + 1);
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", kept));
        downloading.ensure();
        hub.put("owner/one", FakeHub.COMMIT, Map.of("a.bin", kept, "b.bin", equal, "c.bin", equal));
        hub.put("owner/two", FakeHub.COMMIT, Map.of("model.bin", equal));
        List<Wanted> wanted = List.of(
                Wanted.repository("owner/one", "main", List.of(), List.of()),
                Wanted.repository("owner/two", "main", List.of(), List.of()));

        DownloadReport plan = downloading
                .downloads()
                .ensure(wanted, DownloadOptions.defaults().with(DownloadOptions.Mode.DRY_RUN), DownloadListener.none());
        DownloadReport report =
                downloading.downloads().ensure(wanted, DownloadOptions.defaults(), DownloadListener.none());

        assertEquals(equal.length, plan.models().get(0).fetchedBytes());
        assertTrue(report.allWell(), report::toString);
        assertEquals(equal.length, report.fetchedBytes());
    }

    @Test
    void aDiskThatMayOnlyBeReadIsSaidAndLeftAsItIs() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", Downloading.random(1000)));
        downloading.ensure();
        hub.put(Downloading.ID, "2".repeat(40), Map.of("model.bin", Downloading.random(1001)));
        assertTrue(run("mount", "-o", "remount,ro", disk.toString()));

        Outcome outcome = downloading.ensure(DownloadOptions.Mode.UPGRADE);

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("Read-only file system"), outcome.reason());
        assertEquals(Result.PRESENT, downloading.ensure().result(), "what is there can be used");
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void aDiskThatFillsMeanwhileEndsItAtOnceAndKeepsWhatIsThere() throws Exception {
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", Downloading.random(3 * MIB)));
        hub.holdAt(50);
        hub.next(HubFault.HOLD);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CountDownLatch half = new CountDownLatch(1);
        DownloadListener listener = new DownloadListener() {
            @Override
            public void advanced(String file, long doneBytes, long totalBytes) {
                if (doneBytes >= totalBytes / 2) {
                    half.countDown();
                }
            }
        };
        Future<DownloadReport> download = threads.submit(() ->
                downloading.downloads().ensure(List.of(Downloading.whole()), DownloadOptions.defaults(), listener));
        half.await();
        Path filler = disk.resolve("filler");
        Files.write(filler, new byte[(int) (Files.getFileStore(disk).getUsableSpace() - 4096 * 100)]);
        hub.release();

        Outcome outcome = download.get().models().get(0);
        threads.shutdown();

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("No space left on device"), outcome.reason());
        assertFalse(downloading.store.inventory().leftovers().isEmpty(), "what came is kept");
        long before = hub.servedBytes();
        Files.delete(filler);
        assertEquals(Result.DOWNLOADED, downloading.ensure().result());
        assertEquals("PRESENT", downloading.status());
        assertTrue(hub.servedBytes() - before < 2 * MIB, "only the rest is fetched");
    }
}
