package org.whisperbench.backend.onnx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Measure;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;
import org.whisperbench.api.Word;

/**
 * One transcription by a Parakeet TDT model: long audio is cut where it is quietest, after 20 to 30 s, and each window is a
 * segment.
 *
 * <p>Used once, by one thread.
 */
final class TdtTranscriber {

    private static final String OWN_CHOICE = "the engine's own choice";
    private static final int WINDOW_FRAMES = 3000;
    /** Of less there is no frame to make features of: silence follows. */
    private static final int LEAST_SAMPLES = 1600;
    /** By which cuts are found; the model has features of its own. */
    private static final int CUTTING_BINS = 80;

    private static final Duration FRAME = Duration.ofMillis(10);
    /** What this decoder does anyway. */
    private static final Map<DecodingOption, String> FIXED =
            Map.of(DecodingOption.BEAM_SIZE, "1", DecodingOption.TEMPERATURE, "0", DecodingOption.BATCH, "1");
    /** Flags of what it never does: {@code false} asks for nothing else. */
    private static final Set<DecodingOption> NEVER =
            EnumSet.of(DecodingOption.CONDITION_ON_PREVIOUS_TEXT, DecodingOption.FALLBACK, DecodingOption.VAD);

    private final TdtModel model;
    private final Audio audio;
    private final TranscribeOptions options;
    private final Progress progress;
    private final boolean words;
    private final StageTimes times = new StageTimes();
    private final List<Segment> segments = new ArrayList<>();

    /**
     * Prepares a transcription.
     *
     * @param model the model
     * @param audio the audio
     * @param options what the user asked for
     * @param progress told about phases and segments
     * @throws BackendException if the options cannot be met ({@link ErrorKind#USER})
     */
    TdtTranscriber(TdtModel model, Audio audio, TranscribeOptions options, Progress progress) {
        this.model = model;
        this.audio = audio;
        this.options = options;
        this.progress = progress;
        check();
        words = options.value(DecodingOption.WORD_TIMESTAMPS)
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    private void check() {
        if (options.task() == TranscribeOptions.Task.TRANSLATE) {
            throw refused("'translate' is nothing that Parakeet does; leave out '--task'");
        }
        if (!options.timestamps()) {
            throw refused("Parakeet tells times in any case; leave out '--no-timestamps'");
        }
        LanguageTag language = LanguageTag.of(options);
        if (!language.isAuto() && !model.english()) {
            throw refused("this model chooses the language itself; leave out '--language' or use another model");
        }
        if (!language.isAuto() && !language.primary().equals(LanguageTag.ENGLISH)) {
            throw refused("this model knows English only; leave out '--language' or use another model");
        }
        options.extra().forEach((key, value) -> {
            if (DecodingOption.of(key).filter(option -> meets(option, value)).isEmpty()) {
                throw refused("option '%s=%s' is nothing that Parakeet does; leave it out".formatted(key, value));
            }
        });
    }

    /** A value that is none is told as that, but not of an option that is refused with any value. */
    private static boolean meets(DecodingOption option, String value) {
        if (NEVER.contains(option)) {
            return option.check(value).equals("false");
        }
        if (FIXED.containsKey(option)) {
            return isSame(option.check(value), FIXED.get(option));
        }
        return option == DecodingOption.WORD_TIMESTAMPS;
    }

    private static boolean isSame(String value, String fixed) {
        // Temperatures may be several; and 0.0 is the same as 0.
        return !value.contains(",") && Double.parseDouble(value) == Double.parseDouble(fixed);
    }

    private static BackendException refused(String message) {
        return new BackendException(ErrorKind.USER, message);
    }

    /**
     * Transcribes.
     *
     * @return the text
     * @throws InterruptedException if the thread was interrupted
     */
    Transcription run() throws InterruptedException {
        if (audio.sampleCount() > 0) {
            progress.phase(Progress.Phase.ENCODING);
            List<WindowCuts.Window> windows = windows();
            for (int i = 0; i < windows.size(); i++) {
                Interruption.check();
                progress.advance(Progress.Phase.DECODING, (double) i / windows.size());
                add(windows.get(i));
            }
            progress.advance(Progress.Phase.DECODING, 1);
        }
        return result();
    }

    private List<WindowCuts.Window> windows() throws InterruptedException {
        long frames = (audio.sampleCount() + LogMel.HOP - 1) / LogMel.HOP;
        if (frames <= WINDOW_FRAMES) {
            return List.of(new WindowCuts.Window(0, (int) frames));
        }
        long start = System.nanoTime();
        try (ParallelLogMel logMel = new ParallelLogMel(CUTTING_BINS, 1)) {
            return WindowCuts.of(new AudioFeatures(audio, logMel, WINDOW_FRAMES), WINDOW_FRAMES);
        } finally {
            times.add(Stage.FEATURES, start);
        }
    }

    private void add(WindowCuts.Window window) throws InterruptedException {
        float[] samples = new float[window.frames() * LogMel.HOP];
        int read = audio.read(window.fromFrame() * LogMel.HOP, samples);
        if (read == 0) {
            return;
        }
        long start = System.nanoTime();
        TdtSessions.Encoded encoded = model.sessions().encode(Arrays.copyOf(samples, Math.max(read, LEAST_SAMPLES)));
        times.add(Stage.ENCODER, start);
        start = System.nanoTime();
        List<TdtDecoder.Spoken> spoken = new TdtDecoder(model).decode(encoded);
        times.add(Stage.DECODER, start);
        if (!spoken.isEmpty()) {
            Segment segment = segment(window, spoken);
            segments.add(segment);
            progress.segment(segment);
        }
    }

    private Segment segment(WindowCuts.Window window, List<TdtDecoder.Spoken> spoken) {
        List<Integer> ids = spoken.stream().map(TdtDecoder.Spoken::id).toList();
        Segment.Builder segment = Segment.builder(
                        start(window, spoken.get(0)),
                        end(window, spoken.get(spoken.size() - 1)),
                        model.config().text(ids))
                .tokens(ids)
                .measure(
                        Measure.AVERAGE_LOG_PROBABILITY,
                        spoken.stream()
                                .mapToDouble(TdtDecoder.Spoken::logProbability)
                                .average()
                                .orElse(0));
        if (words) {
            segment.words(words(window, spoken));
        }
        return segment.build();
    }

    private List<Word> words(WindowCuts.Window window, List<TdtDecoder.Spoken> spoken) {
        List<Word> all = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= spoken.size(); to++) {
            if (to == spoken.size() || model.config().beginsWord(spoken.get(to).id())) {
                List<TdtDecoder.Spoken> word = spoken.subList(from, to);
                String text = model.config()
                        .text(word.stream().map(TdtDecoder.Spoken::id).toList())
                        .strip();
                if (!text.isEmpty()) {
                    double probability = word.stream()
                            .mapToDouble(token -> Math.exp(token.logProbability()))
                            .average()
                            .orElse(0);
                    all.add(new Word(
                            start(window, word.get(0)),
                            end(window, word.get(word.size() - 1)),
                            text,
                            Map.of(Measure.PROBABILITY, probability)));
                }
                from = to;
            }
        }
        return all;
    }

    private Duration start(WindowCuts.Window window, TdtDecoder.Spoken token) {
        return within(window, token.step());
    }

    private Duration end(WindowCuts.Window window, TdtDecoder.Spoken token) {
        return within(window, token.step() + Math.max(1, token.duration()));
    }

    /** The encoder's last step may reach beyond its window, where the next one begins. */
    private Duration within(WindowCuts.Window window, int steps) {
        long frames = Math.min((long) steps * model.config().framesPerStep(), window.frames());
        Duration time = FRAME.multipliedBy(window.fromFrame() + frames);
        return time.compareTo(audio.duration()) > 0 ? audio.duration() : time;
    }

    private Transcription result() {
        Map<String, String> effective = new TreeMap<>();
        FIXED.forEach((option, value) -> effective.put(option.key(), value));
        effective.put(DecodingOption.WORD_TIMESTAMPS.key(), Boolean.toString(words));
        effective.put("language", model.english() ? LanguageTag.ENGLISH : OWN_CHOICE);
        effective.put("task", options.task().name().toLowerCase(Locale.ROOT));
        effective.put("timestamps", "true");
        effective.put(DecodingOption.VAD.key(), "false");
        NEVER.stream()
                .filter(option -> options.value(option).isPresent())
                .forEach(option -> effective.put(option.key(), "false"));
        Transcription.Builder result = Transcription.builder(segments)
                .text(String.join(" ", segments.stream().map(Segment::text).toList()))
                .effective(effective);
        if (model.english()) {
            result.language(LanguageTag.ENGLISH);
        }
        return times.into(result).build();
    }
}
