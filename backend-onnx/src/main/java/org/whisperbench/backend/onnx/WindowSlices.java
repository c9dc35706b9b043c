package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;

/**
 * One window's tokens, cut into segments where two timestamps meet, and where the next window begins: the way in which
 * OpenAI's {@code whisper/transcribe.py} goes through long audio, in the form that {@code _retrieve_segment} of
 * transformers 5.18 gives it.
 *
 * @param slices the segments, in order; all tokens up to where the next window begins are in them
 * @param advanceFrames how far the next window is from this one, in frames of 10 ms, at least 1
 * @param unfinished whether tokens follow the last segment: they are thrown away, for the next window writes them again
 */
record WindowSlices(List<Slice> slices, int advanceFrames, boolean unfinished) {

    /** Frames of 10 ms that one step of a timestamp covers. */
    static final int FRAMES_PER_TIMESTAMP = 2;
    /** Where a model ended its last segment less than half a second before the end, it has heard no word after it. */
    private static final int LEAST_REST_FRAMES = 50;
    /** A tenth of a second holds no word, even if one was begun: alone before silence it would be heard as anything. */
    private static final int LEAST_UNFINISHED_FRAMES = 10;

    /**
     * One segment.
     *
     * @param startFrame when it begins, in frames from the window's beginning
     * @param endFrame when it ends, in frames from the window's beginning
     * @param tokens its tokens, timestamps included
     */
    record Slice(int startFrame, int endFrame, List<Integer> tokens) {}

    /**
     * Cuts a window's tokens.
     *
     * @param tokens what the decoder wrote, without prompt and end
     * @param firstTimestamp id of the timestamp 0
     * @param frames frames of the window that hold audio
     * @return the segments
     */
    static WindowSlices cut(List<Integer> tokens, int firstTimestamp, int frames) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1) >= firstTimestamp && tokens.get(i) >= firstTimestamp) {
                ends.add(i);
            }
        }
        return ends.isEmpty() ? whole(tokens, firstTimestamp, frames) : parts(tokens, firstTimestamp, frames, ends);
    }

    /**
     * Returns a window in which nothing is said.
     *
     * @param frames frames of the window that hold audio
     */
    static WindowSlices none(int frames) {
        return new WindowSlices(List.of(), frames, false);
    }

    /**
     * Whether a window whose end is a cut must be decoded again from where the next window would begin.
     *
     * @param frames frames of the window that hold audio
     */
    boolean leavesRest(int frames) {
        return frames - advanceFrames >= (unfinished ? LEAST_UNFINISHED_FRAMES : LEAST_REST_FRAMES);
    }

    private static WindowSlices whole(List<Integer> tokens, int firstTimestamp, int frames) {
        int end = frames / FRAMES_PER_TIMESTAMP;
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (tokens.get(i) >= firstTimestamp) {
                end = tokens.get(i) > firstTimestamp ? tokens.get(i) - firstTimestamp : end;
                break;
            }
        }
        return new WindowSlices(List.of(new Slice(0, end * FRAMES_PER_TIMESTAMP, List.copyOf(tokens))), frames, false);
    }

    private static WindowSlices parts(List<Integer> tokens, int firstTimestamp, int frames, List<Integer> ends) {
        int count = tokens.size();
        boolean single = tokens.get(count - 2) < firstTimestamp && tokens.get(count - 1) >= firstTimestamp;
        if (single) {
            ends.add(count);
        } else {
            ends.set(ends.size() - 1, ends.get(ends.size() - 1) + 1);
        }
        List<Slice> slices = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < ends.size(); i++) {
            List<Integer> part = List.copyOf(tokens.subList(from, ends.get(i)));
            boolean pairAtEnd = !single && i == ends.size() - 1;
            int last = part.get(part.size() - (pairAtEnd ? 2 : 1));
            slices.add(new Slice(frame(part.get(0), firstTimestamp), frame(last, firstTimestamp), part));
            from = ends.get(i);
        }
        int advance = single ? frames : frame(tokens.get(from - 2), firstTimestamp);
        // A pair at 0 says nothing: without this the same window would come again for ever.
        return new WindowSlices(slices, advance > 0 ? advance : frames, from < count);
    }

    private static int frame(int token, int firstTimestamp) {
        return (token - firstTimestamp) * FRAMES_PER_TIMESTAMP;
    }
}
