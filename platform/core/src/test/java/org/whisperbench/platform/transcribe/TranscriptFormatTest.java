package org.whisperbench.platform.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;

class TranscriptFormatTest {

    private static final Transcription SPOKEN = Transcription.builder(List.of(
                    segment(0, 1_520, "zero & <one>"),
                    segment(1_520, 2_000, " "),
                    segment(3_600_000, 3_723_045, "a\n\n--> b")))
            .build();

    @Test
    void textIsALineForEachSegment() {
        assertEquals("zero & <one>\na --> b\n", TranscriptFormat.TXT.write(SPOKEN));
    }

    @Test
    void subRipIsNumberedAndHasCommas() {
        String expected = """
                1
                00:00:00,000 --> 00:00:01,520
                zero & <one>

                2
                01:00:00,000 --> 01:02:03,045
                a --> b

                """;

        assertEquals(expected, TranscriptFormat.SRT.write(SPOKEN));
    }

    @Test
    void webVttEscapesWhatWouldBeMarkup() {
        String expected = """
                WEBVTT

                00:00:00.000 --> 00:00:01.520
                zero &amp; &lt;one&gt;

                01:00:00.000 --> 01:02:03.045
                a --&gt; b

                """;

        assertEquals(expected, TranscriptFormat.VTT.write(SPOKEN));
    }

    @Test
    void whatLastsNoTimeIsNoCueButText() {
        Transcription padded = Transcription.builder(
                        List.of(segment(0, 2_700, "one"), segment(2_700, 2_700, "after the end")))
                .build();

        assertEquals("1\n00:00:00,000 --> 00:00:02,700\none\n\n", TranscriptFormat.SRT.write(padded));
        assertEquals("WEBVTT\n\n00:00:00.000 --> 00:00:02.700\none\n\n", TranscriptFormat.VTT.write(padded));
        assertEquals("one\nafter the end\n", TranscriptFormat.TXT.write(padded));
    }

    @Test
    void whatLastsLessThanIsWrittenIsNoCue() {
        Segment tail = Segment.builder(Duration.ofMillis(2_700), Duration.ofNanos(2_700_312_500L), "tail")
                .build();
        Transcription spoken =
                Transcription.builder(List.of(segment(0, 2_700, "one"), tail)).build();

        assertEquals("1\n00:00:00,000 --> 00:00:02,700\none\n\n", TranscriptFormat.SRT.write(spoken));
        assertEquals("WEBVTT\n\n00:00:00.000 --> 00:00:02.700\none\n\n", TranscriptFormat.VTT.write(spoken));
    }

    @Test
    void subRipShowsMarksAsTheyWereSaid() {
        Transcription marked = Transcription.builder(
                        List.of(segment(0, 1, "{\\an8} <i>x</i> <b> {b} a < b {plain} <one>")))
                .build();

        String text = "{\u2060\\an8} <\u2060i>x<\u2060/i> <\u2060b> {\u2060b} a < b {plain} <one>";
        assertEquals("1\n00:00:00,000 --> 00:00:00,001\n" + text + "\n\n", TranscriptFormat.SRT.write(marked));
    }

    @Test
    void hoursMayHaveThreeDigitsAndNoCharacterControls() {
        Transcription late = Transcription.builder(List.of(Segment.builder(
                                Duration.ofHours(123), Duration.ofHours(123).plusMillis(5), "long\u2028x\u0000y")
                        .build()))
                .build();

        assertEquals("1\n123:00:00,000 --> 123:00:00,005\nlong xy\n\n", TranscriptFormat.SRT.write(late));
        assertEquals("WEBVTT\n\n123:00:00.000 --> 123:00:00.005\nlong xy\n\n", TranscriptFormat.VTT.write(late));
    }

    @Test
    void aTextWithoutSegmentsIsATextAllTheSame() {
        Transcription whole = new Transcription("hello\nthere", List.of(), "en", true, Map.of(), Map.of());

        assertEquals("hello there\n", TranscriptFormat.TXT.write(whole));
        assertEquals("", TranscriptFormat.SRT.write(whole), "nobody knows when it was said");
    }

    @Test
    void aTranscriptOfNothingIsStillOfItsFormat() {
        Transcription nothing = Transcription.builder(List.of()).build();

        assertEquals("", TranscriptFormat.TXT.write(nothing));
        assertEquals("", TranscriptFormat.SRT.write(nothing));
        assertEquals("WEBVTT\n\n", TranscriptFormat.VTT.write(nothing));
    }

    @Test
    void theEndOfANameTellsTheFormat() {
        assertEquals(Optional.of(TranscriptFormat.SRT), TranscriptFormat.of("a.txt.SRT"));
        assertEquals(Optional.empty(), TranscriptFormat.of("a.doc"));
    }

    private static Segment segment(long from, long to, String text) {
        return Segment.builder(Duration.ofMillis(from), Duration.ofMillis(to), text)
                .build();
    }
}
