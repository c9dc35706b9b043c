package org.whisperbench.platform.transcribe;

import java.time.Duration;
import java.util.List;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;

/**
 * Cuts the times of a transcript at the end of the audio. Engines decode a window of 30 s with padding behind the sound, and
 * some of them write times of the padding.
 *
 * @param end length of the audio
 */
record WithinAudio(Duration end) {

    Transcription of(Transcription heard) {
        List<Segment> segments = heard.segments().stream().map(this::of).toList();
        return segments.equals(heard.segments())
                ? heard
                : new Transcription(
                        heard.text(),
                        segments,
                        heard.language(),
                        heard.complete(),
                        heard.times(),
                        heard.effective(),
                        heard.languages());
    }

    private Segment of(Segment segment) {
        return new Segment(
                of(segment.start()),
                of(segment.end()),
                segment.text(),
                segment.tokens(),
                segment.measures(),
                segment.words().stream().map(this::of).toList());
    }

    private Word of(Word word) {
        return new Word(of(word.start()), of(word.end()), word.text(), word.measures());
    }

    private Duration of(Duration time) {
        return time.compareTo(end) > 0 ? end : time;
    }
}
