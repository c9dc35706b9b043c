package org.whisperbench.platform.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.platform.store.StoreRoots;

/**
 * A process of its own that downloads the model and prints how far it is, one number of bytes a line, and at last what became
 * of it.
 */
final class DownloadProcess {

    private DownloadProcess() {}

    /** Starts one with an endpoint that is reached directly. */
    static Process start(Path cache, String endpoint) throws IOException {
        return start(cache, Map.of("HF_ENDPOINT", endpoint, "NO_PROXY", "*"));
    }

    /** Starts one in an environment, with options for its Java. */
    static Process start(Path cache, Map<String, String> environment, String... options) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes, DownloadProcess.class.getName(), cache.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().put("HOME", cache.toString());
        builder.environment().putAll(environment);
        return builder.start();
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
        Downloads downloads = Downloads.over(roots, ModelStore.over(roots), System.getenv());
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
        DownloadReport report =
                downloads.ensure(List.of(Downloading.whole()), DownloadOptions.defaults(), new DownloadListener() {
                    @Override
                    public void advanced(String file, long doneBytes, long totalBytes) {
                        out.println(doneBytes);
                    }
                });
        report.models().forEach(model -> out.println(model.reason()));
        Runtime.getRuntime().exit(report.allWell() ? 0 : 1);
    }
}
