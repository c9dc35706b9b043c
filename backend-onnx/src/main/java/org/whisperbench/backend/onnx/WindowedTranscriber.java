package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Transcription.Stage;

/**
 * One transcription, window after window. Each window is decoded by itself, without the text before it; where it hands
 * over to the next is for its timestamps to say. Audio that does not fit into one window is therefore always decoded
 * with timestamps.
 *
 * <p>Used once, by one thread.
 */
final class WindowedTranscriber {

    private static final Duration FRAME = Duration.ofMillis(10);

    private final LoadedWhisper model;
    private final Audio audio;
    private final TranscribeOptions options;
    private final Progress progress;
    private final StageTimes times = new StageTimes();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Integer> written = new ArrayList<>();
    private String language;
    private boolean complete = true;

    /**
     * Prepares a transcription.
     *
     * @param model the model
     * @param audio the audio
     * @param options what the user asked for
     * @param progress told about phases and segments
     */
    WindowedTranscriber(LoadedWhisper model, Audio audio, TranscribeOptions options, Progress progress) {
        this.model = model;
        this.audio = audio;
        this.options = options;
        this.progress = progress;
        language = WhisperPrompt.language(model.config(), options);
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
            AudioFeatures features = new AudioFeatures(audio, new LogMel(shape.melBins()), shape.windowFrames());
            times.add(Stage.FEATURES, start);
            timestamps |= features.frames() > shape.windowFrames();
            windows(features, timestamps);
        }
        return result(timestamps);
    }

    private void windows(AudioFeatures features, boolean timestamps) throws InterruptedException {
        WhisperConfig config = model.config();
        GreedyDecoder decoder = new GreedyDecoder(config, new DecodingRules(config.tokens(), timestamps));
        long frames = features.frames();
        long seek = 0;
        while (seek < frames) {
            Interruption.check();
            progress.advance(Progress.Phase.ENCODING, (double) seek / frames);
            try (OnnxTensor encoded = encode(features, seek)) {
                progress.advance(Progress.Phase.DECODING, (double) seek / frames);
                GreedyDecoder.Written window = decode(decoder, encoded, timestamps);
                complete &= window.ended();
                int inWindow = (int) Math.min(config.shape().windowFrames(), frames - seek);
                WindowSlices slices =
                        WindowSlices.cut(window.tokens(), config.tokens().firstTimestamp(), inWindow);
                for (WindowSlices.Slice slice : slices.slices()) {
                    add(seek, slice);
                }
                seek += slices.advanceFrames();
            }
        }
        progress.advance(Progress.Phase.ENCODING, 1);
        progress.advance(Progress.Phase.DECODING, 1);
    }

    private OnnxTensor encode(AudioFeatures features, long seek) {
        long start = System.nanoTime();
        float[] window = features.window(seek);
        times.add(Stage.FEATURES, start);
        start = System.nanoTime();
        OnnxTensor encoded =
                model.sessions().encode(window, model.config().shape().melBins());
        times.add(Stage.ENCODER, start);
        return encoded;
    }

    private GreedyDecoder.Written decode(GreedyDecoder greedy, OnnxTensor encoded, boolean timestamps)
            throws InterruptedException {
        long start = System.nanoTime();
        if (language.equals(TranscribeOptions.AUTO)) {
            language = model.detectLanguage(encoded);
        }
        WhisperPrompt prompt = WhisperPrompt.of(model.config(), language, options.task(), timestamps);
        try (WindowDecoder decoder = model.sessions().decode(encoded)) {
            return greedy.write(decoder, prompt.tokens());
        } finally {
            times.add(Stage.DECODER, start);
        }
    }

    private void add(long seek, WindowSlices.Slice slice) {
        written.addAll(slice.tokens());
        Duration start = within(seek + slice.startFrame());
        Duration end = within(seek + slice.endFrame());
        Segment segment = Segment.builder(start, end.compareTo(start) < 0 ? start : end, text(slice.tokens()))
                .tokens(slice.tokens())
                .build();
        segments.add(segment);
        progress.segment(segment);
    }

    /** The last window is longer than what is left of the audio, and the model may write times beyond. */
    private Duration within(long frame) {
        Duration time = FRAME.multipliedBy(Math.max(0, frame));
        return time.compareTo(audio.duration()) > 0 ? audio.duration() : time;
    }

    private String text(List<Integer> tokens) {
        int firstTimestamp = model.config().tokens().firstTimestamp();
        return model.text()
                .decode(tokens.stream().filter(id -> id < firstTimestamp).toList(), true);
    }

    private Transcription result(boolean timestamps) {
        Transcription.Builder result = Transcription.builder(segments)
                .text(text(written))
                .complete(complete)
                .effective(Map.of(
                        "language",
                        language,
                        "task",
                        options.task().name().toLowerCase(Locale.ROOT),
                        "timestamps",
                        Boolean.toString(timestamps),
                        "decoding",
                        "greedy",
                        "previous-text",
                        "unused"));
        if (!language.equals(TranscribeOptions.AUTO)) {
            result.language(language);
        }
        return times.into(result).build();
    }
}
