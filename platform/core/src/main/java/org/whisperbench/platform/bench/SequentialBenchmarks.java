package org.whisperbench.platform.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.Availability;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DecodedAudio;
import org.whisperbench.platform.catalog.CatalogModel;
import org.whisperbench.platform.hardware.HostFacts;
import org.whisperbench.platform.store.DiskState;
import org.whisperbench.platform.store.ModelStore;
import org.whisperbench.worker.WorkerLostException;

/** One model after the other, one benchmark at a time. */
final class SequentialBenchmarks implements Benchmarks {

    private static final Logger LOG = LoggerFactory.getLogger(SequentialBenchmarks.class);

    private final ModelStore store;
    private final AudioFiles audio;
    private final ReentrantLock alone = new ReentrantLock();

    SequentialBenchmarks(ModelStore store, AudioFiles audio) {
        this.store = store;
        this.audio = audio;
    }

    @Override
    public BenchmarkReport run(BenchmarkRequest request, BenchmarkListener listener) throws InterruptedException {
        alone.lockInterruptibly();
        List<DecodedAudio> decoded = new ArrayList<>();
        try {
            String started = Clock.systemUTC().instant().toString();
            List<BenchmarkReport.Speech> corpus = decode(request.corpus(), decoded, listener);
            List<BenchmarkRow> rows = new ArrayList<>();
            for (CatalogModel model : request.models()) {
                Steps steps = new Steps(listener, model.address(), rows.size(), request);
                rows.add(measure(model, new Passes(request, corpus, decoded, steps)));
            }
            return new BenchmarkReport(
                    BenchmarkReport.SCHEMA,
                    started,
                    HostFacts.read(),
                    settings(request),
                    corpus,
                    request.corpus().notes(),
                    rows);
        } finally {
            try {
                decoded.forEach(DecodedAudio::close);
            } finally {
                alone.unlock();
            }
        }
    }

    private List<BenchmarkReport.Speech> decode(Corpus corpus, List<DecodedAudio> decoded, BenchmarkListener listener)
            throws InterruptedException {
        List<BenchmarkReport.Speech> speech = new ArrayList<>();
        for (Path file : corpus.files()) {
            listener.step("", "decode " + file.getFileName(), 0);
            DecodedAudio audioFile = audio.open(file);
            decoded.add(audioFile);
            String reference = corpus.references().get(file);
            speech.add(new BenchmarkReport.Speech(
                    file.toString(),
                    audioFile.duration().toNanos() / 1e9,
                    audioFile.sourceSha256(),
                    audioFile.source().truncated(),
                    reference != null,
                    reference == null ? "" : reference));
        }
        if (speech.stream().mapToDouble(BenchmarkReport.Speech::seconds).sum() <= 0) {
            throw new WhisperException(ErrorKind.USER, "the audio to measure on is empty; name another with '--audio'");
        }
        return speech;
    }

    private BenchmarkRow measure(CatalogModel model, Passes passes) throws InterruptedException {
        BenchmarkRow.Subject subject = subject(model);
        try {
            if (model.backend().availability() instanceof Availability.Unavailable unavailable) {
                return new BenchmarkRow.Unavailable(subject, unavailable.reason() + "; " + unavailable.remedy());
            }
            DiskState state = store.state(model.descriptor(), ModelStore.Depth.HASHES);
            if (!(state instanceof DiskState.Present present)) {
                String status = state.status().toLowerCase(Locale.ROOT);
                return new BenchmarkRow.Unavailable(
                        subject, "the model is %s: %s".formatted(status, state.explanation()));
            }
            return model.backend().call(backend -> passes.measure(subject, backend, present));
        } catch (WorkerLostException e) {
            LOG.info("model '{}' was not measured; its process last wrote {}", model.address(), e.lastLines(), e);
            return LostRow.of(subject, passes.stage().name(), e);
        } catch (WhisperException e) {
            LOG.info("model '{}' was not measured", model.address(), e);
            return failed(subject, passes, e.kind(), e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn(
                    "backend '{}' failed while it was measured", model.backend().address(), e);
            return failed(subject, passes, ErrorKind.INTERNAL, String.valueOf(e.getMessage()));
        }
    }

    private static BenchmarkRow failed(BenchmarkRow.Subject subject, Passes passes, ErrorKind kind, String message) {
        return new BenchmarkRow.Failed(
                subject, passes.stage().name(), kind.name().toLowerCase(Locale.ROOT), message, List.of());
    }

    private static BenchmarkRow.Subject subject(CatalogModel model) {
        return new BenchmarkRow.Subject(
                model.address(),
                model.backend().address(),
                model.descriptor().family(),
                model.descriptor().precision(),
                model.backend().info().control(),
                model.backend().isIsolated(),
                model.descriptor().note());
    }

    private static BenchmarkReport.Settings settings(BenchmarkRequest request) {
        return new BenchmarkReport.Settings(
                request.runs(),
                request.warmups(),
                request.normalizer().rules(),
                request.load().device(),
                request.load().threads(),
                request.options().language(),
                request.options().timestamps());
    }
}
