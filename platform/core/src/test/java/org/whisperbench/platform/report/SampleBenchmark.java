package org.whisperbench.platform.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.platform.Parts;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.backends.Backends;
import org.whisperbench.platform.bench.BenchmarkReport;
import org.whisperbench.platform.bench.BenchmarkRequest;
import org.whisperbench.platform.bench.Benchmarks;
import org.whisperbench.platform.bench.Corpus;
import org.whisperbench.platform.bench.Pace;
import org.whisperbench.platform.catalog.Catalog;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.catalog.Selection;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

/** A real benchmark over fakes. */
final class SampleBenchmark {

    private final Path folder;

    SampleBenchmark(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("m"));
        Files.writeString(folder.resolve("m").resolve(FakeBackend.FILE), "weights");
        Path samples = Files.createDirectories(folder.resolve("samples"));
        PcmAudio.tone(1, samples.resolve("a.wav"));
        PcmAudio.tone(1, samples.resolve("b.wav"));
        Files.writeString(samples.resolve("a.txt"), "one two three");
        Files.writeString(samples.resolve("b.txt"), "one two three four");
    }

    FakeBackend fake(String id, String text) {
        return FakeBackend.hearing(id, folder.resolve("m"), text);
    }

    BenchmarkReport run(FakeBackend... backends) throws InterruptedException {
        return run(Parts.of(folder, backends).models());
    }

    /** Two versions of one backend. */
    BenchmarkReport versions(FakeBackend older, FakeBackend newer) throws InterruptedException {
        List<CatalogModel> models = new ArrayList<>(Parts.of(folder, older).models());
        models.addAll(Catalog.of(Backends.of("2.0.0", newer)).select(Selection.everything()));
        return run(models);
    }

    private BenchmarkReport run(List<CatalogModel> models) throws InterruptedException {
        Parts parts = Parts.of(folder);
        return Benchmarks.over(parts.store(), new AudioFiles(folder.resolve("scratch")))
                .run(
                        BenchmarkRequest.of(
                                models,
                                Corpus.read(List.of(folder.resolve("samples")), List.of()),
                                Pace.exactly(5, 1),
                                LoadOptions.defaults(),
                                TranscribeOptions.defaults()),
                        (model, step, fraction) -> {});
    }
}
