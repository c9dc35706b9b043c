package org.whisperbench.backend.onnx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.whisperbench.api.Measure;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Word;

/**
 * Makes segments of the tokens of windows, with their times in the whole audio and, if wanted, their words.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class SegmentWriter {

    private static final Duration FRAME = Duration.ofMillis(10);

    private final LoadedWhisper model;
    private final Duration whole;
    private final boolean words;

    /**
     * Creates a writer.
     *
     * @param model the model
     * @param whole length of the audio: no time is later
     * @param words whether words are wanted
     */
    SegmentWriter(LoadedWhisper model, Duration whole, boolean words) {
        this.model = model;
        this.whole = whole;
        this.words = words;
    }

    /**
     * Writes the segments of one window.
     *
     * @param window where it is: no time is later than its end, though the model may write times of the padding behind it
     * @param text what was written in it
     * @param slices its tokens, cut into segments
     * @param language tag of the language
     * @return the segments
     */
    List<Segment> segments(
            WindowCuts.Window window, WindowText text, List<WindowSlices.Slice> slices, String language) {
        int[] times = words ? times(window, text) : new int[0];
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        for (WindowSlices.Slice slice : slices) {
            Duration start = within(window, slice.startFrame());
            Duration end = later(start, within(window, slice.endFrame()));
            Segment.Builder segment =
                    Segment.builder(start, end, text(slice.tokens())).tokens(slice.tokens());
            if (words) {
                segment.words(words(new Part(slice.tokens(), from, window), times, text, language));
            }
            segments.add(text.into(segment).build());
            from += slice.tokens().size();
        }
        return segments;
    }

    /** Tokens of a segment, where they begin among the window's, and the window. */
    private record Part(List<Integer> tokens, int from, WindowCuts.Window window) {}

    private int[] times(WindowCuts.Window window, WindowText text) {
        List<List<float[]>> steps = Attention.steps(text.written().attention());
        long left = (whole.toNanos() + FRAME.toNanos() - 1) / FRAME.toNanos() - window.fromFrame();
        // A window that begins in the padding holds nothing, and yet a model may write there.
        int frames = (int) (left < 2 ? model.config().shape().windowFrames() : Math.min(window.frames(), left))
                / WindowSlices.FRAMES_PER_TIMESTAMP;
        return TokenTimes.frames(steps, frames, model.config().alignment().medianWidth());
    }

    private List<Word> words(Part part, int[] times, WindowText text, String language) {
        int firstTimestamp = model.config().tokens().firstTimestamp();
        List<Integer> spoken = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < part.tokens().size(); i++) {
            if (part.tokens().get(i) < firstTimestamp) {
                spoken.add(part.tokens().get(i));
                places.add(part.from() + i);
            }
        }
        List<Word> all = new ArrayList<>();
        WordSplitter splitter =
                new WordSplitter(model.text(), model.config().tokens().end(), language);
        for (WordSplitter.Group group : splitter.split(spoken)) {
            int first = places.get(group.from());
            int last = places.get(group.to() - 1);
            Duration start = within(part.window(), frame(times, first - 1));
            Duration end = later(start, within(part.window(), frame(times, last)));
            double probability = text.written().logProbabilities().subList(first, last + 1).stream()
                    .mapToDouble(Math::exp)
                    .average()
                    .orElse(0);
            all.add(new Word(start, end, group.text().strip(), Map.of(Measure.PROBABILITY, probability)));
        }
        return all;
    }

    /** The frame at which a token ends; the last token of a text was never read, and ends where the one before does. */
    private static long frame(int[] times, int token) {
        if (token < 0 || times.length == 0) {
            return 0;
        }
        return (long) Math.max(0, times[Math.min(token, times.length - 1)]) * WindowSlices.FRAMES_PER_TIMESTAMP;
    }

    /** What a window holds may be shorter than what the model sees of it. */
    private Duration within(WindowCuts.Window window, long frame) {
        Duration time = FRAME.multipliedBy(window.fromFrame() + Math.max(0, Math.min(frame, window.frames())));
        return time.compareTo(whole) > 0 ? whole : time;
    }

    private static Duration later(Duration start, Duration end) {
        return end.compareTo(start) < 0 ? start : end;
    }

    /**
     * Returns the text of tokens.
     *
     * @param tokens token ids; timestamps stand for nothing
     * @return the text
     */
    String text(List<Integer> tokens) {
        int firstTimestamp = model.config().tokens().firstTimestamp();
        return model.text()
                .decode(tokens.stream().filter(id -> id < firstTimestamp).toList(), true);
    }
}
