package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.whisperbench.platform.download.DownloadOptions.Mode;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;
import org.whisperbench.testkit.HubFault;

/** Mirrors are asked in turn, also if one of them answers and what it sends is of no use. */
class MirrorTest extends HubDownloads {

    @ParameterizedTest
    @EnumSource(names = {"CORRUPT", "CUT", "OTHER_PART", "LONGER", "WEB_PAGE", "BUSY", "LOOP"})
    void afterAMirrorThatSendsNoUsableContentTheNextOneIsAsked(HubFault fault) throws Exception {
        try (FakeHub bad = FakeHub.start()) {
            bad.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
            bad.always(fault);
            String mirrors = bad.endpoint() + "," + hub.endpoint();

            Outcome outcome = downloading.ensure(
                    new DownloadOptions(DownloadOptions.defaults().pace(), mirrors, "", false, Mode.MISSING));

            assertEquals(Result.DOWNLOADED, outcome.result(), outcome.reason());
            assertEquals("PRESENT", downloading.status());
            assertTrue(hub.servedBytes() > 0 || fault == HubFault.CUT || fault == HubFault.OTHER_PART);
        }
    }
}
