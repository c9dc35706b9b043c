package org.whisperbench.platform.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        List<BenchmarkReport.Group> groups =
                Groups.of(rows, request.comparison().across());
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
                BenchmarkReport.Settings.of(request, memoryBytes, normalizers(request)),
                stage.described(),
                notes(request),
                rows,
                groups,
                Versus.of(rows, groups));
    }

    /** Two files of one content are no two utterances. */
    private List<String> notes(BenchmarkRequest request) {
        List<String> notes = new ArrayList<>(request.corpus().notes());
        Map<String, String> first = new HashMap<>();
        List<String> same = new ArrayList<>();
        for (BenchmarkReport.Speech speech : stage.described()) {
            String other = first.putIfAbsent(speech.sha256(), speech.file());
            if (other != null) {
                same.add("'%s' and '%s'".formatted(other, speech.file()));
            }
        }
        if (!same.isEmpty()) {
            notes.add(
                    "%s the same sound, so what is heard there counts twice, and intervals by resampling files are too narrow"
                            .formatted(
                                    same.size() == 1
                                            ? same.get(0) + " are"
                                            : "%d pairs, such as %s, are".formatted(same.size(), same.get(0))));
        }
        return notes;
    }

    private static List<Normalizer.Rules> normalizers(BenchmarkRequest request) {
        return request.corpus().items().stream()
                .map(item -> request.rules().of(item.language()).rules())
                .distinct()
                .toList();
    }
}
