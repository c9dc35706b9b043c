package org.whisperbench.backend.example;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
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

/** A model in memory: here, a text and a delay. Several threads may use it at once. */
final class ExampleModel implements SpeechModel {

    /** How the text came about; of a Whisper model {@code decoding} would be such as {@code greedy}. */
    private static final Map<String, String> IN_FORCE = Map.of(
            "language", "none is listened for",
            "task", "transcribe",
            "timestamps", "of the whole recording",
            "decoding", "a fixed answer");

    private final LoadedIdentity identity;
    private final String text;
    private final Duration delay;
    private volatile boolean closed;

    private ExampleModel(LoadedIdentity identity, String text, Duration delay) {
        this.identity = identity;
        this.text = text;
        this.delay = delay;
    }

    /** Reads the declared file, and nothing else. */
    static ExampleModel read(ResolvedModel model) {
        Path file = model.file(ExampleModels.ANSWER);
        Properties answer = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            answer.load(reader);
            Duration delay = Duration.ofMillis(Long.parseLong(answer.getProperty("delay.millis", "")));
            LoadedIdentity identity = LoadedIdentity.builder(model.descriptor().name())
                    .engine("a fixed answer", "1")
                    .device("cpu")
                    .precision(model.descriptor().precision())
                    .files(List.of(file))
                    .effective(Map.of("delay.millis", Long.toString(delay.toMillis())))
                    .build();
            return new ExampleModel(identity, answer.getProperty("text", ""), delay);
        } catch (IOException | IllegalArgumentException e) {
            throw new BackendException(
                    ErrorKind.MISSING_MODEL,
                    "'%s' cannot be read: %s; it needs the lines text=… and delay.millis=…"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    @Override
    public LoadedIdentity identity() {
        return identity;
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        if (closed) {
            throw new BackendException(ErrorKind.INTERNAL, "model '%s' is closed".formatted(identity.model()));
        }
        requireKnown(options);
        progress.phase(Progress.Phase.DECODING);
        // A delay of nothing would not ask for interrupts.
        checkInterrupt();
        TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        Segment segment = Segment.builder(Duration.ZERO, audio.duration(), text).build();
        progress.segment(segment);
        return Transcription.builder(List.of(segment))
                .effective(IN_FORCE)
                .time(Transcription.Stage.TOTAL, delay)
                .build();
    }

    /** What an engine does not know it refuses by its name, and never passes over. */
    private static void requireKnown(TranscribeOptions options) {
        if (!options.extra().isEmpty()) {
            throw new BackendException(
                    ErrorKind.USER,
                    "options %s are not known to backend 'example', which knows none; leave them out"
                            .formatted(new TreeSet<>(options.extra().keySet())));
        }
    }

    /** Ends what the thread does if its caller has lost interest. */
    static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
