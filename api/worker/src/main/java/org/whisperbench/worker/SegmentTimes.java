package org.whisperbench.worker;

import java.time.Duration;
import org.whisperbench.api.Segment;

/** Brings a segment's times into the audio: the last window of an engine is longer than what is left of it. */
public final class SegmentTimes {

    private static final double NANOS = 1e9;

    private SegmentTimes() {}

    /**
     * Makes a segment.
     *
     * @param audio how long the audio is
     * @param start when it begins, as the engine tells it
     * @param end when it ends, as the engine tells it
     * @param text its text
     * @return a segment within the audio, which ends where it starts if the engine ends it earlier
     */
    public static Segment within(Duration audio, Duration start, Duration end, String text) {
        return builder(audio, start, end, text).build();
    }

    /**
     * Starts a segment.
     *
     * @param audio how long the audio is
     * @param start when it begins, as the engine tells it
     * @param end when it ends, as the engine tells it
     * @param text its text
     * @return a builder of a segment within the audio
     */
    public static Segment.Builder builder(Duration audio, Duration start, Duration end, String text) {
        Duration from = clip(audio, start);
        Duration to = clip(audio, end);
        return Segment.builder(from, to.compareTo(from) < 0 ? from : to, text);
    }

    /**
     * Returns a time.
     *
     * @param seconds as engines write it
     * @return to the nanosecond
     */
    public static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
    }

    /**
     * Brings a time into the audio.
     *
     * @param audio how long the audio is
     * @param time any time
     * @return a time from the audio's beginning to its end
     */
    public static Duration clip(Duration audio, Duration time) {
        if (time.isNegative()) {
            return Duration.ZERO;
        }
        return time.compareTo(audio) > 0 ? audio : time;
    }
}
