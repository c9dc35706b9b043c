package org.whisperbench.platform.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;

/** A process of its own that downloads the model and prints how far it is, one number of bytes a line. */
final class DownloadProcess {

    private DownloadProcess() {}

    /** Starts one. */
    static Process start(Path cache, String endpoint) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        DownloadProcess.class.getName(),
                        cache.toString(),
                        endpoint)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Reads what a process prints until it has fetched so many bytes. */
    static void awaitBytes(Process process, long bytes) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (Long.parseLong(line) >= bytes) {
                return;
            }
        }
        throw new AssertionError("the process ended early");
    }

    /** The process. */
    public static void main(String[] arguments) throws InterruptedException {
        StoreRoots roots = new StoreRoots(List.of(), Path.of(arguments[0]));
        Downloads downloads = Downloads.over(
                roots,
                ModelStore.over(roots),
                Map.of("HOME", arguments[0], "HF_ENDPOINT", arguments[1], "NO_PROXY", "*"));
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        DownloadReport report =
                downloads.ensure(List.of(Downloading.whole()), DownloadOptions.defaults(), new DownloadListener() {
                    @Override
                    public void advanced(String file, long doneBytes, long totalBytes) {
                        out.println(doneBytes);
                    }
                });
        Runtime.getRuntime().exit(report.allWell() ? 0 : 1);
    }
}
