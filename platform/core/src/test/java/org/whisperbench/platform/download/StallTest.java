package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.platform.download.DownloadOptions.Pace;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;

/** Servers that fall silent in the middle, or all but silent. */
class StallTest {

    private static final int LENGTH = 400_000;
    private static final byte[] CONTENT = Downloading.random(LENGTH);

    @TempDir
    Path folder;

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private Downloading downloading;
    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        downloading = new Downloading(folder);
        hub = downloading.hub;
        hub.put(Downloading.ID, FakeHub.COMMIT, Map.of("model.bin", CONTENT));
    }

    @AfterEach
    void stop() {
        downloading.close();
    }

    private Outcome ensure(Wanted wanted, Duration timeout) throws InterruptedException {
        DownloadListener listener = new DownloadListener() {
            @Override
            public void retrying(String what, String reason, Duration wait) {
                troubles.add(reason);
            }
        };
        Pace pace = new Pace(3, 8, 0, timeout, 5);
        return downloading
                .downloads()
                .ensure(List.of(wanted), DownloadOptions.defaults().with(pace), listener)
                .models()
                .get(0);
    }

    private Outcome ensure() throws InterruptedException {
        return ensure(Downloading.whole(), Duration.ZERO);
    }

    @Test
    void aServerThatFallsSilentIsAskedForTheRest() throws Exception {
        downloading.environment.put("HF_HUB_DOWNLOAD_TIMEOUT", "1");
        hub.next(HubFault.HOLD);

        Outcome outcome = ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertEquals(LENGTH, hub.servedBytes(), "nothing comes twice");
        assertEquals(List.of("the server does not answer in time"), troubles);
    }

    @Test
    void aServerThatOnlyTricklesIsGivenUpForANewConnection() throws Exception {
        downloading.patience = new Patience(downloading.waits::add, Duration.ofMillis(300), 1 << 10);
        hub.next(HubFault.TRICKLE);

        Outcome outcome = ensure();

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertTrue(troubles.get(0).matches("only \\d+ bytes came in \\d+\\.\\d s"), troubles::toString);
    }

    @Test
    void aPlainWebServerIsWatchedOverInTheSameWay() throws Exception {
        downloading.patience = new Patience(downloading.waits::add, Duration.ofMillis(300), 1 << 10);
        hub.next(HubFault.TRICKLE, HubFault.TRICKLE); // it is asked for its length first
        String url = hub.endpoint() + "/" + Downloading.ID + "/resolve/" + FakeHub.COMMIT + "/model.bin";
        ModelDescriptor model = ModelDescriptor.builder("m", new ModelSource.Web(url, "", false))
                .files(List.of(ModelFile.unverified("model.bin")))
                .build();

        Outcome outcome = ensure(Wanted.of("vad/m", model), Duration.ZERO);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertTrue(troubles.get(0).startsWith("only "), troubles::toString);
    }

    @Test
    void theTimeOfAModelEndsASilentDownloadToo() throws Exception {
        hub.next(HubFault.HOLD);

        Outcome outcome = ensure(Downloading.whole(), Duration.ofSeconds(1));

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("longer than 1 s; give more with '--timeout'"), outcome.reason());
        assertFalse(downloading.store.inventory().leftovers().isEmpty(), "what came is kept");
        assertEquals(Result.DOWNLOADED, ensure().result());
        assertEquals(LENGTH, hub.servedBytes(), "and continued");
    }

    @Test
    void theTimeOfAModelEndsADownloadThatTrickles() throws Exception {
        hub.next(HubFault.TRICKLE);

        Outcome outcome = ensure(Downloading.whole(), Duration.ofSeconds(1));

        assertEquals(Result.FAILED, outcome.result());
        assertTrue(outcome.reason().contains("longer than 1 s; give more with '--timeout'"), outcome.reason());
    }

    @Test
    void eachWindowCountsForItself() throws Exception {
        long[] now = {0};
        FlowWatch watch = new FlowWatch(Duration.ofNanos(10), 100, () -> now[0]);
        watch.passed(1);
        now[0] = 9;
        watch.passed(99);
        now[0] = 10;
        watch.passed(0);
        now[0] = 19;
        watch.passed(99);
        now[0] = 20;

        assertThrows(IOException.class, () -> watch.passed(0));
    }

    @Test
    void aLimitThatTheUserSetIsNoStall() {
        Duration second = Duration.ofSeconds(1);

        assertEquals(1000, new SpeedLimit(0, () -> 0, downloading.waits::add).share(1000, second));
        assertEquals(1000, new SpeedLimit(1_000_000, () -> 0, downloading.waits::add).share(1000, second));
        assertEquals(15, new SpeedLimit(1000, () -> 0, downloading.waits::add).share(1000, second));
    }
}
