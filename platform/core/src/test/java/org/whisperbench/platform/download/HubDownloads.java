package org.whisperbench.platform.download;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.FakeHub;

/** What tests of downloads begin with: a hub that has the usual model, and an empty cache. */
abstract class HubDownloads {

    @TempDir
    Path folder;

    Downloading downloading;
    FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        downloading = new Downloading(folder);
        hub = downloading.hub;
        hub.put(Downloading.ID, FakeHub.COMMIT, Downloading.files());
    }

    @AfterEach
    void stop() {
        downloading.close();
    }
}
