package org.whisperbench.platform.transcribe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
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
