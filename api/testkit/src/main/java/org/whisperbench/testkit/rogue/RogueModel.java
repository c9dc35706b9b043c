package org.whisperbench.testkit.rogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;

/** A model of the rogue's. */
final class RogueModel implements SpeechModel, Counting {

    /** Speech of any length. */
    static final long ANY = -1;

    private final ResolvedModel model;
    private final Plan plan;
    private final String closed;

    /** What it does to speech of so many samples, or of {@link #ANY} number, and how many words it hears besides. */
    record Plan(Deed deed, long samples, int words) {}

    /** A model that writes a file of that name when it is closed; an empty name writes none. */
    RogueModel(ResolvedModel model, Plan plan, String closed) {
        this.model = model;
        this.plan = plan;
        this.closed = closed;
    }

    @Override
    public LoadedIdentity identity() {
        return LoadedIdentity.builder(model.descriptor().name())
                .engine("rogue", "1")
                .device("cpu")
                .precision("fp32")
                .files(List.of(model.file(RogueBackend.FILE)))
                .build();
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        progress.phase(Progress.Phase.DECODING);
        if (plan.samples() == ANY || plan.samples() == audio.sampleCount()) {
            plan.deed().announceAndCommit();
        }
        Segment segment = Segment.builder(Duration.ZERO, audio.duration(), "heard " + samples(audio) + " samples")
                .words(Collections.nCopies(plan.words(), new Word(Duration.ZERO, audio.duration(), "word")))
                .build();
        progress.segment(segment);
        return Transcription.builder(List.of(segment)).language("en").build();
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        return kind == Counting.class ? Optional.of(kind.cast(this)) : Optional.empty();
    }

    @Override
    public long samples(Audio audio) {
        float[] block = new float[1000];
        long count = 0;
        for (int read = audio.read(0, block); read > 0; read = audio.read(count, block)) {
            count += read;
        }
        return count;
    }

    @Override
    public Map<String, List<String>> byLength(List<String> words, int least) {
        return words.stream()
                .filter(word -> word.length() >= least)
                .collect(Collectors.groupingBy(
                        word -> Integer.toString(word.length()), TreeMap::new, Collectors.toList()));
    }

    @Override
    public Optional<Segment> later(Optional<Segment> segment, Duration by) {
        return segment.map(s -> Segment.builder(s.start().plus(by), s.end().plus(by), s.text())
                .tokens(s.tokens())
                .build());
    }

    @Override
    public void fail() {
        throw new BackendException(ErrorKind.RESOURCES, "the rogue has no more of it");
    }

    @Override
    public void close() {
        if (!closed.isEmpty()) {
            try {
                Files.writeString(Path.of(closed), "closed\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
