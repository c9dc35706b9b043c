package org.whisperbench.platform.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.platform.download.DownloadReport.Outcome;
import org.whisperbench.platform.download.DownloadReport.Result;
import org.whisperbench.testkit.FakeHub;

/** Repositories of very many files, such as those of tokenizers and voices. */
class ManyFilesTest {

    private static final int FILES = 2000;

    /** Three files at once, each with a thread of its own and one for its hash, and what has not ended yet. */
    private static final int MOST_THREADS = 12;

    @TempDir
    Path folder;

    @Test
    void theNumberOfThreadsIsThatOfFilesAtOnce() throws Exception {
        try (Downloading downloading = new Downloading(folder)) {
            Map<String, byte[]> files = new TreeMap<>();
            for (int i = 0; i < FILES; i++) {
                files.put("f" + i, Downloading.bytes("file " + i));
            }
            downloading.hub.put(Downloading.ID, FakeHub.COMMIT, files);
            AtomicInteger most = new AtomicInteger();

            Outcome outcome = downloading
                    .downloads()
                    .ensure(List.of(Downloading.whole()), DownloadOptions.defaults(), new DownloadListener() {
                        @Override
                        public void advanced(String file, long doneBytes, long totalBytes) {
                            most.accumulateAndGet(downloadThreads(), Math::max);
                        }
                    })
                    .models()
                    .get(0);

            assertEquals(Result.DOWNLOADED, outcome.result(), outcome::toString);
            assertEquals(FILES, outcome.fetchedFiles());
            assertTrue(most.get() > 0 && most.get() <= MOST_THREADS, most + " threads");
        }
    }

    private static int downloadThreads() {
        Thread[] threads = new Thread[2 * FILES];
        int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        int own = 0;
        for (int i = 0; i < count; i++) {
            own += threads[i].getName().equals("whisperbench-download") ? 1 : 0;
        }
        return own;
    }
}
