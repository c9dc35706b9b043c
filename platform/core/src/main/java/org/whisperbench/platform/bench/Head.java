package org.whisperbench.platform.bench;

import java.time.Instant;
import java.util.List;
import org.whisperbench.platform.hardware.HostFacts;
import org.whisperbench.platform.score.Normalizer;

/** What a report says beside its rows. */
final class Head {

    private final Stage stage;
    private final Instant started;
    private final HostFacts host;
    private final long memoryBytes;
    private final long startNanos;

    Head(Stage stage, Instant started, HostFacts host, long memoryBytes) {
        this.stage = stage;
        this.started = started;
        this.host = host;
        this.memoryBytes = memoryBytes;
        this.startNanos = stage.clock().nanoTime();
    }

    long memoryBytes() {
        return memoryBytes;
    }

    BenchmarkReport report(List<BenchmarkRow> rows, List<BenchmarkReport.Block> blocks, boolean cancelled) {
        BenchmarkRequest request = stage.request();
        double seconds = (stage.clock().nanoTime() - startNanos) / 1e9;
        return new BenchmarkReport(
                BenchmarkReport.SCHEMA,
                new BenchmarkReport.Execution(
                        stage.id(),
                        started.toString(),
                        seconds,
                        cancelled,
                        request.pace().seed(),
                        blocks),
                host,
                BenchmarkReport.Settings.of(request.pace(), memoryBytes, normalizers(request)),
                stage.described(),
                request.corpus().notes(),
                rows,
                Groups.of(rows, request.comparison().across()));
    }

    private static List<Normalizer.Rules> normalizers(BenchmarkRequest request) {
        return request.corpus().items().stream()
                .map(item -> request.rules().of(item.language()).rules())
                .distinct()
                .toList();
    }
}
