package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.HubFault;

/** What is fetched although it is there. */
class ForceTest extends HubDownloads {

    @Test
    void forceFetchesEverythingAnew() throws Exception {
        downloading.ensure();
        long before = hub.servedBytes();
        Files.writeString(downloading.snapshot().resolve("config.json").toRealPath(), "{\"model\": X}");

        Outcome outcome = downloading.ensure(Mode.FORCE);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
        assertTrue(hub.servedBytes() > before);
    }

    @Test
    void forceFetchesWhatIsSoundToo() throws Exception {
        downloading.ensure();
        long before = hub.servedBytes();

        Outcome planned = downloading.ensure(Mode.DRY_RUN_FORCE);
        assertEquals(Result.PLANNED, planned.result(), planned.reason());
        assertEquals(4, planned.fetchedFiles());
        assertEquals(300_000 + 14, planned.fetchedBytes());
        assertEquals(1, hub.servedBytes() - before, "whether it may be read is found out by one byte");

        Outcome outcome = downloading.ensure(Mode.FORCE);

        assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
        assertEquals(4, outcome.fetchedFiles());
        assertEquals(300_000 + 14, outcome.fetchedBytes());
        assertEquals(300_000 + 14, hub.servedBytes() - before - 1);
        assertEquals("PRESENT", downloading.status());
    }

    @Test
    void whatIsSoundStaysUntilWhatComesInItsPlaceIsVerified() throws Exception {
        downloading.ensure();
        hub.always(HubFault.CORRUPT);

        Outcome outcome = downloading.ensure(Mode.FORCE);

        assertEquals(Result.FAILED, outcome.result(), outcome.reason());
        assertEquals("PRESENT", downloading.status());
    }
}
