package org.whisperbench.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Hears a word in each window of ten seconds, another one in other samples. */
class GoodModel implements SpeechModel {

    private static final int WINDOW = 10 * Audio.SAMPLE_RATE_HZ;

    private final LoadedIdentity identity;
    private final List<String> words;
    private volatile boolean closed;

    GoodModel(LoadedIdentity identity, List<String> words) {
        this.identity = identity;
        this.words = words;
    }

    @Override
    public LoadedIdentity identity() {
        return identity;
    }

    @Override
    public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
            throws InterruptedException {
        if (closed) {
            throw new BackendException(ErrorKind.BACKEND_UNAVAILABLE, "model 'words' is closed");
        }
        effective("", options);
        List<Segment> segments = new ArrayList<>();
        progress.phase(Progress.Phase.DECODING);
        for (long from = 0; from < audio.sampleCount(); from += WINDOW) {
            checkInterrupt();
            Segment segment = window(audio, from);
            segments.add(segment);
            progress.segment(segment);
        }
        checkInterrupt();
        return result(segments, options);
    }

    Transcription result(List<Segment> segments, TranscribeOptions options) {
        boolean auto = options.language().equals(TranscribeOptions.AUTO);
        String language = auto ? "en" : options.language();
        return Transcription.builder(segments)
                .language(language)
                .effective(effective(auto ? "en, detected" : language, options))
                .build();
    }

    /** What is told: it searches as many beams as are asked for, and has no other option. */
    Map<String, String> effective(String language, TranscribeOptions options) {
        Set<String> unknown = new TreeSet<>(options.extra().keySet());
        unknown.remove(DecodingOption.BEAM_SIZE.key());
        if (!unknown.isEmpty()) {
            throw new BackendException(ErrorKind.USER, "options " + unknown + " are not known to backend 'trial'");
        }
        String beams = options.value(DecodingOption.BEAM_SIZE).orElse("1");
        return Map.of(
                "language",
                language,
                "task",
                "transcribe",
                "timestamps",
                "true",
                "decoding",
                beams.equals("1") ? "greedy" : "beam search, " + beams);
    }

    Segment window(Audio audio, long from) {
        float[] samples = new float[WINDOW];
        int count = audio.read(from, samples);
        double sum = 0;
        for (int i = 1; i < count; i++) {
            sum += Math.abs(samples[i] - samples[i - 1]);
        }
        String word = words.get((int) Math.round(sum) % words.size());
        return Segment.builder(time(from), time(from + count), word).build();
    }

    static Duration time(long samples) {
        return Duration.ofNanos(samples * (1_000_000_000L / Audio.SAMPLE_RATE_HZ));
    }

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
