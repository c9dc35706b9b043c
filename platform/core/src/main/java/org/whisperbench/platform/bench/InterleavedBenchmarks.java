package org.whisperbench.platform.bench;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
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

/** Models in turns, as many at once as memory allows; one benchmark at a time. */
final class InterleavedBenchmarks implements Benchmarks {

    private static final Logger LOG = LoggerFactory.getLogger(InterleavedBenchmarks.class);
    /** Where nobody knows how much memory there is. */
    private static final long SMALL_MACHINE = 4L << 30;

    private final ModelStore store;
    private final AudioFiles audio;
    private final Stage.Instruments instruments;
    private final ReentrantLock alone = new ReentrantLock();

    InterleavedBenchmarks(ModelStore store, AudioFiles audio, Stage.Instruments instruments) {
        this.store = store;
        this.audio = audio;
        this.instruments = instruments;
    }

    @Override
    public BenchmarkReport run(BenchmarkRequest request, BenchmarkListener listener) throws InterruptedException {
        alone.lockInterruptibly();
        List<DecodedAudio> decoded = new ArrayList<>();
        try {
            String id = UUID.randomUUID().toString();
            Instant started = Clock.systemUTC().instant();
            List<BenchmarkReport.Speech> corpus = decode(request, decoded, listener);
            Stage stage = new Stage(id, request, new Stage.Speech(corpus, decoded), listener, instruments);
            Head head = new Head(stage, started, HostFacts.read(), memory(request));
            listener.begun(head.report(List.of(), List.of(), false));
            return measure(stage, head);
        } finally {
            try {
                decoded.forEach(DecodedAudio::close);
            } finally {
                alone.unlock();
            }
        }
    }

    private static long memory(BenchmarkRequest request) {
        long physical = HostFacts.read().memoryBytes();
        return request.memoryBytes().orElse(physical > 0 ? physical / 2 : SMALL_MACHINE);
    }

    private List<BenchmarkReport.Speech> decode(
            BenchmarkRequest request, List<DecodedAudio> decoded, BenchmarkListener listener)
            throws InterruptedException {
        List<BenchmarkReport.Speech> speech = new ArrayList<>();
        for (Corpus.Item item : request.corpus().items()) {
            listener.step("", "decode " + item.file().getFileName(), 0);
            DecodedAudio audioFile = audio.open(item.file());
            decoded.add(audioFile);
            speech.add(new BenchmarkReport.Speech(
                    item.file().toString(),
                    audioFile.duration().toNanos() / 1e9,
                    audioFile.sourceSha256(),
                    audioFile.source().truncated(),
                    item.known(),
                    item.reference(),
                    item.language(),
                    request.rules().of(item.language()).id()));
        }
        if (speech.stream().mapToDouble(BenchmarkReport.Speech::seconds).sum() <= 0) {
            throw new WhisperException(ErrorKind.USER, "the audio to measure on is empty; name another with '--audio'");
        }
        return speech;
    }

    /** The models that can be tried, and the rows of those that cannot. */
    private record Tried(List<Integer> places, List<DiskState.Present> files, TreeMap<Integer, BenchmarkRow> rows) {

        static Tried nothing() {
            return new Tried(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        }
    }

    private BenchmarkReport measure(Stage stage, Head head) throws InterruptedException {
        Tried tried = look(stage);
        List<BenchmarkReport.Block> blocks = new ArrayList<>();
        List<List<Integer>> plan = Block.plan(
                tried.files().stream().map(DiskState.Present::sizeBytes).toList(), head.memoryBytes());
        boolean cancelled = false;
        for (List<Integer> members : plan) {
            cancelled = cancelled || !measure(stage, tried, members, blocks);
        }
        if (cancelled && tried.rows().values().stream().noneMatch(BenchmarkRow.Measured.class::isInstance)) {
            throw new InterruptedException("cancelled before a run was finished");
        }
        return head.report(rows(stage, tried), blocks, cancelled);
    }

    /** Rows in the order of the request; what was not begun when the benchmark was cancelled says so. */
    private static List<BenchmarkRow> rows(Stage stage, Tried tried) {
        List<BenchmarkRow> rows = new ArrayList<>();
        for (int i = 0; i < stage.request().candidates().size(); i++) {
            if (!tried.rows().containsKey(i)) {
                BenchmarkRow.Subject subject =
                        stage.request().candidates().get(i).subject();
                lost(
                        stage,
                        tried,
                        i,
                        new BenchmarkRow.Failed(
                                subject,
                                "not begun",
                                "external",
                                "cancelled before it was begun",
                                List.of(),
                                List.of(),
                                List.of()));
            }
            rows.add(Objects.requireNonNull(tried.rows().get(i)));
        }
        return rows;
    }

    private Tried look(Stage stage) throws InterruptedException {
        Tried tried = Tried.nothing();
        List<Candidate> candidates = stage.request().candidates();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            stage.step(candidate.name(), "verify", 0);
            BenchmarkRow.Subject subject = candidate.subject();
            if (candidate.model().backend().availability() instanceof Availability.Unavailable unavailable) {
                lost(
                        stage,
                        tried,
                        i,
                        new BenchmarkRow.Unavailable(subject, unavailable.reason() + "; " + unavailable.remedy()));
                continue;
            }
            DiskState state = store.state(candidate.model().descriptor(), ModelStore.Depth.HASHES);
            if (state instanceof DiskState.Present present) {
                tried.places().add(i);
                tried.files().add(present);
            } else {
                lost(stage, tried, i, new BenchmarkRow.Unavailable(subject, missing(candidate.model(), state)));
            }
        }
        return tried;
    }

    private static String missing(CatalogModel model, DiskState state) {
        return "the model is " + state.sentence(model.descriptor(), model.words());
    }

    private static void lost(Stage stage, Tried tried, int place, BenchmarkRow row) {
        tried.rows().put(place, row);
        stage.finished(row);
    }

    /** Measures a block; returns false if it was told to end. */
    private static boolean measure(
            Stage stage, Tried tried, List<Integer> members, List<BenchmarkReport.Block> blocks) {
        Block block = new Block();
        List<String> names = new ArrayList<>();
        boolean finished = false;
        try {
            for (int member : members) {
                Candidate candidate =
                        stage.request().candidates().get(tried.places().get(member));
                block.add(new Contender(stage, candidate, tried.files().get(member)));
                names.add(candidate.name());
            }
            block.measure(stage.request().pace().seed());
            finished = true;
        } catch (InterruptedException e) {
            // Told to end: what was finished is kept, and the flag would keep it from being written.
            LOG.info("the benchmark was cancelled", e);
        } finally {
            block.contenders().forEach(Contender::close); // no lane is at work any more when its rows are made
        }
        for (int i = 0; i < block.contenders().size(); i++) {
            BenchmarkRow row = block.contenders().get(i).row();
            tried.rows().put(tried.places().get(members.get(i)), row);
            stage.finished(row);
        }
        blocks.add(new BenchmarkReport.Block(names, block.turns()));
        return finished;
    }
}
