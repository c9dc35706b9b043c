package org.whisperbench.platform.transcribe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.whisperbench.api.Segment;
import org.whisperbench.api.Transcription;

/**
 * Formats of transcripts for people and players. Segments without text are left out, and of cues those that last no time as it
 * is written, which no player shows: a model may write them at the end of the audio.
 *
 * <p>Sources: the SubRip format as players read it; WebVTT, W3C Candidate Recommendation of 2019.
 */
public enum TranscriptFormat {
    /** The text alone, one line for each segment, or all in one where the engine tells no segments. */
    TXT {
        @Override
        public String write(Transcription transcription) {
            StringBuilder text = new StringBuilder();
            spoken(transcription).forEach(segment -> text.append(line(segment)).append('\n'));
            String whole = line(transcription.text());
            return text.length() == 0 && !whole.isEmpty() ? whole + "\n" : text.toString();
        }
    },
    /**
     * SubRip: numbered cues with times to the millisecond. The format has no way to write a mark as text: where players would
     * take one of theirs, an invisible character of no width (U+2060) is put into it.
     */
    SRT {
        @Override
        public String write(Transcription transcription) {
            StringBuilder text = new StringBuilder();
            int number = 1;
            for (Segment segment : cues(transcription)) {
                text.append(number++)
                        .append('\n')
                        .append(times(segment, ','))
                        .append('\n')
                        .append(MARK.matcher(line(segment)).replaceAll("$1\u2060"))
                        .append("\n\n");
            }
            return text.toString();
        }
    },
    /** WebVTT: cues with times to the millisecond; what would be markup is escaped. */
    VTT {
        @Override
        public String write(Transcription transcription) {
            StringBuilder text = new StringBuilder("WEBVTT\n\n");
            for (Segment segment : cues(transcription)) {
                String escaped =
                        line(segment).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
                text.append(times(segment, '.')).append('\n').append(escaped).append("\n\n");
            }
            return text.toString();
        }
    };

    /** What players of SubRip take for a mark: tags of HTML, and the overrides of SSA in braces. */
    private static final Pattern MARK =
            Pattern.compile("(<(?=/?(?:b|i|u|s|font|br)\\b)|\\{(?=\\\\|/?[bius]}|[yY]:))", Pattern.CASE_INSENSITIVE);

    /**
     * Writes a transcript.
     *
     * @param transcription the transcript
     * @return it in this format, with a line break at its end
     */
    public abstract String write(Transcription transcription);

    /**
     * Returns the format that a file's name ends with.
     *
     * @param name name of a file
     * @return the format, or empty if it is none of these
     */
    public static Optional<TranscriptFormat> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(format -> lower.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static List<Segment> spoken(Transcription transcription) {
        return transcription.segments().stream()
                .filter(segment -> !line(segment).isEmpty())
                .toList();
    }

    private static List<Segment> cues(Transcription transcription) {
        return spoken(transcription).stream()
                .filter(segment -> segment.end().toMillis() > segment.start().toMillis())
                .toList();
    }

    private static String line(Segment segment) {
        return line(segment.text());
    }

    /** A cue is ended by an empty line: a text must not hold one, nor what is no character for people. */
    private static String line(String text) {
        return text.strip()
                .replaceAll("\\s*\\R\\s*", " ")
                .replaceAll("[\\p{Cntrl}&&[^\\t]]", "")
                .strip();
    }

    private static String times(Segment segment, char point) {
        return time(segment.start(), point) + " --> " + time(segment.end(), point);
    }

    private static String time(Duration time, char point) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                point,
                time.toMillisPart());
    }
}
