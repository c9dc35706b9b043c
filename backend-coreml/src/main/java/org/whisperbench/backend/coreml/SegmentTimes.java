package org.whisperbench.backend.coreml;

import java.time.Duration;
import org.whisperbench.api.Segment;

/** Brings a segment's times into the audio: the last window is longer than what is left of it. */
final class SegmentTimes {

    private SegmentTimes() {}

    static Segment within(Duration audio, Duration start, Duration end, String text) {
        Duration from = clip(audio, start);
        Duration to = clip(audio, end);
        return Segment.builder(from, to.compareTo(from) < 0 ? from : to, text).build();
    }

    private static Duration clip(Duration audio, Duration time) {
        if (time.isNegative()) {
            return Duration.ZERO;
        }
        return time.compareTo(audio) > 0 ? audio : time;
    }
}
