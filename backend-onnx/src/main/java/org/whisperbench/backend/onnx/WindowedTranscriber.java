package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;

/**
 * One transcription, window after window. Where a window hands over to the next is for its timestamps to say; audio that
 * does not fit into one window is therefore always decoded with timestamps. With a batch, windows are cut at silences
 * instead, see {@link WindowCuts}, and several are decoded together.
 *
 * <p>Used once, by one thread.
 */
final class WindowedTranscriber {

    /** Said of a language that was listened for. */
    private static final String DETECTED = ", detected";

    private final LoadedWhisper model;
    private final Audio audio;
    private final TranscribeOptions options;
    private final Progress progress;
    private final DecodingSettings settings;
    private final PreviousText previous;
    private final SegmentWriter writer;
    private final DoubleSupplier random;
    private final StageTimes times = new StageTimes();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Integer> written = new ArrayList<>();
    private Map<String, Double> languages = Map.of();
    private String language;
    private boolean complete = true;

    /**
     * Prepares a transcription.
     *
     * @param model the model; for words' times one that {@link AlignmentHeads#require} lets pass
     * @param audio the audio
     * @param options what the user asked for
     * @param progress told about phases and segments
     * @throws BackendException if the options cannot be met ({@link ErrorKind#USER})
     */
    WindowedTranscriber(LoadedWhisper model, Audio audio, TranscribeOptions options, Progress progress) {
        this(
                model,
                audio,
                options,
                progress,
                new Random(DecodingSettings.of(options).search().seed())::nextDouble);
    }

    /**
     * Prepares a transcription.
     *
     * @param random numbers from 0 up to, but not, 1, by which tokens are drawn
     */
    WindowedTranscriber(
            LoadedWhisper model, Audio audio, TranscribeOptions options, Progress progress, DoubleSupplier random) {
        this.model = model;
        this.audio = audio;
        this.options = options;
        this.progress = progress;
        this.random = random;
        settings = DecodingSettings.of(options);
        language = WhisperPrompt.language(model.config(), options);
        previous = new PreviousText(model, settings.context());
        writer = new SegmentWriter(model, audio.duration(), settings.words());
    }

    /**
     * Transcribes.
     *
     * @return the text
     * @throws InterruptedException if the thread was interrupted
     */
    Transcription run() throws InterruptedException {
        boolean timestamps = options.timestamps();
        if (audio.sampleCount() > 0) {
            progress.phase(Progress.Phase.ENCODING);
            long start = System.nanoTime();
            WhisperConfig.Shape shape = model.config().shape();
            try (ParallelLogMel logMel =
                    new ParallelLogMel(shape.melBins(), model.sessions().threads())) {
                AudioFeatures features = new AudioFeatures(audio, logMel, shape.windowFrames());
                times.add(Stage.FEATURES, start);
                timestamps |= features.frames() > shape.windowFrames();
                write(features, timestamps);
            }
            progress.advance(Progress.Phase.ENCODING, 1);
            progress.advance(Progress.Phase.DECODING, 1);
        }
        return result(timestamps);
    }

    private void write(AudioFeatures features, boolean timestamps) throws InterruptedException {
        FallbackDecoder decoder = new FallbackDecoder(model.config(), settings, timestamps, random);
        if (settings.batch() > 1) {
            batches(features, decoder, timestamps);
        } else {
            windows(features, decoder, new Span(0, features.frames()), timestamps);
        }
    }

    /** Frames from one up to, but not, another. */
    private record Span(long from, long to) {}

    private void windows(AudioFeatures features, FallbackDecoder decoder, Span span, boolean timestamps)
            throws InterruptedException {
        long frames = features.frames();
        long seek = span.from();
        while (seek < span.to()) {
            Interruption.check();
            progress.advance(Progress.Phase.ENCODING, (double) seek / frames);
            int inWindow = (int) Math.min(model.config().shape().windowFrames(), span.to() - seek);
            try (OnnxTensor encoded = encode(features, List.of(new WindowCuts.Window(seek, inWindow)));
                    WindowDecoder window = model.decode(encoded, settings.words())) {
                progress.advance(Progress.Phase.DECODING, (double) seek / frames);
                WhisperPrompt prompt = prompt(window, timestamps);
                long start = System.nanoTime();
                WindowText text = decoder.write(window, prompt.after(previous.tokens()));
                times.add(Stage.DECODER, start);
                seek += add(seek, text, inWindow).advanceFrames();
            }
        }
    }

    private void batches(AudioFeatures features, FallbackDecoder decoder, boolean timestamps)
            throws InterruptedException {
        List<WindowCuts.Window> all =
                WindowCuts.of(features, model.config().shape().windowFrames());
        for (int from = 0; from < all.size(); from += settings.batch()) {
            Interruption.check();
            List<WindowCuts.Window> batch = all.subList(from, Math.min(all.size(), from + settings.batch()));
            List<WindowText> texts = together(features, decoder, batch, timestamps);
            for (int i = 0; i < texts.size(); i++) {
                WindowCuts.Window window = batch.get(i);
                WindowSlices slices = add(window.fromFrame(), texts.get(i), window.frames());
                if (slices.leavesRest(window.frames())) {
                    long next = window.fromFrame() + slices.advanceFrames();
                    windows(features, decoder, new Span(next, window.fromFrame() + window.frames()), timestamps);
                }
            }
        }
    }

    private List<WindowText> together(
            AudioFeatures features, FallbackDecoder decoder, List<WindowCuts.Window> batch, boolean timestamps)
            throws InterruptedException {
        double done = (double) batch.get(0).fromFrame() / features.frames();
        progress.advance(Progress.Phase.ENCODING, done);
        try (OnnxTensor encoded = encode(features, batch);
                WindowDecoder windows = model.decode(encoded, settings.words())) {
            progress.advance(Progress.Phase.DECODING, done);
            WhisperPrompt prompt = prompt(windows, timestamps);
            long start = System.nanoTime();
            List<WindowText> texts = decoder.writeTogether(windows, prompt.after(previous.tokens()), batch.size());
            times.add(Stage.DECODER, start);
            return texts;
        }
    }

    private OnnxTensor encode(AudioFeatures features, List<WindowCuts.Window> batch) throws InterruptedException {
        int melBins = model.config().shape().melBins();
        int values = melBins * model.config().shape().windowFrames();
        long start = System.nanoTime();
        float[] all = new float[batch.size() * values];
        for (int i = 0; i < batch.size(); i++) {
            float[] one = features.window(batch.get(i).fromFrame(), batch.get(i).frames());
            System.arraycopy(one, 0, all, i * values, values);
        }
        times.add(Stage.FEATURES, start);
        start = System.nanoTime();
        OnnxTensor encoded = model.sessions().encode(all, melBins, batch.size());
        times.add(Stage.ENCODER, start);
        return encoded;
    }

    /** The language is listened for in the first window, and stays. */
    private WhisperPrompt prompt(WindowDecoder decoder, boolean timestamps) throws InterruptedException {
        if (language.equals(TranscribeOptions.AUTO)) {
            long start = System.nanoTime();
            languages = model.languages(decoder);
            language = languages.keySet().iterator().next();
            times.add(Stage.DECODER, start);
        }
        return WhisperPrompt.of(model.config(), language, options.task(), timestamps);
    }

    /** Returns what was taken of a window, and how far the next is. */
    private WindowSlices add(long seek, WindowText text, int inWindow) {
        WindowSlices slices = text.silent()
                ? WindowSlices.none(inWindow)
                : WindowSlices.cut(text.tokens(), model.config().tokens().firstTimestamp(), inWindow);
        // What a window had no room to finish is missing only where no later window writes it again.
        complete &= text.silent() || text.written().ended() || slices.advanceFrames() < inWindow;
        for (Segment segment :
                writer.segments(new WindowCuts.Window(seek, inWindow), text, slices.slices(), language)) {
            written.addAll(segment.tokens());
            segments.add(segment);
            progress.segment(segment);
        }
        previous.add(slices.slices(), text.temperature());
        return slices;
    }

    private Transcription result(boolean timestamps) {
        Map<String, String> effective = new TreeMap<>(settings.effective());
        effective.put("language", languages.isEmpty() ? language : language + DETECTED);
        effective.put("task", options.task().name().toLowerCase(Locale.ROOT));
        effective.put("timestamps", Boolean.toString(timestamps));
        Transcription.Builder result = Transcription.builder(segments)
                .text(writer.text(written))
                .complete(complete)
                .languages(languages)
                .effective(effective);
        if (!language.equals(TranscribeOptions.AUTO)) {
            result.language(language);
        }
        return times.into(result).build();
    }
}
