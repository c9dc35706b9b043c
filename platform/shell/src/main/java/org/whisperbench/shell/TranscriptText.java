package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.platform.audio.AudioDamage;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscriptReport;

/** Transcripts: of one file its text alone, of several each after its file's name. */
final class TranscriptText {

    private static final String USER = ErrorKind.USER.name().toLowerCase(Locale.ROOT);

    private TranscriptText() {}

    static String render(TranscriptReport report) {
        boolean named = report.files().size() > 1;
        List<String> lines = new ArrayList<>();
        for (FileTranscript file : report.files()) {
            if (file instanceof FileTranscript.Transcribed transcribed) {
                lines.add(line(transcribed, named));
            }
        }
        return String.join("\n", lines);
    }

    /** The text of one file, after its name if there are others. */
    static String line(FileTranscript.Transcribed file, boolean named) {
        String text = file.transcription().text();
        return named ? file.file() + ": " + text : text;
    }

    /** What the reader of the transcripts must know, but a program that reads them must not meet. */
    static List<String> notes(TranscriptReport report) {
        List<String> notes = new ArrayList<>();
        if (!report.note().isEmpty()) {
            notes.add("note: %s is %s".formatted(report.model(), report.note()));
        }
        Set<String> said = new HashSet<>();
        for (FileTranscript file : report.files()) {
            if (file instanceof FileTranscript.Failed failed) {
                // What an engine refuses whatever the file is, such as an option, it refuses for each; a crash has no
                // such reason.
                if (!failed.kind().equals(USER) || said.add(failed.message())) {
                    notes.add(failed.message());
                    notes.addAll(LastLines.of(failed.message(), failed.lastLines()));
                }
            } else if (file instanceof FileTranscript.Transcribed transcribed) {
                notes.addAll(notes(transcribed));
            }
        }
        return notes;
    }

    private static List<String> notes(FileTranscript.Transcribed file) {
        List<String> notes = new ArrayList<>();
        causes(file).forEach(cause -> notes.add("the transcript of '%s' is partial: %s".formatted(file.file(), cause)));
        if (file.source().duration().isZero()) {
            notes.add("'%s' holds no sound".formatted(file.file()));
        }
        if (file.source().nonFiniteSamples() > 0) {
            notes.add("%d samples of '%s' are no numbers and were taken as silence"
                    .formatted(file.source().nonFiniteSamples(), file.file()));
        }
        return notes;
    }

    /** Why not all of a file is transcribed, and what to do. */
    private static List<String> causes(FileTranscript.Transcribed file) {
        AudioDamage damage = file.source().damage();
        List<String> causes = new ArrayList<>();
        if (damage.truncated()) {
            causes.add("the file ends before the sound that it announces; copy or record it again");
        }
        if (damage.surplus()) {
            causes.add("the file goes on behind the sound that it announces, and that part was not heard; "
                    + "copy or encode it again");
        }
        if (damage.skippedBlocks() > 0) {
            causes.add("blocks of the file that could not be decoded: %d; copy it again"
                    .formatted(damage.skippedBlocks()));
        }
        if (!file.transcription().complete()) {
            causes.add("the text of a window was longer than the model may write, as where it repeats itself; "
                    + "try '--temperature 0,0.2,0.4,0.6,0.8,1.0' or another model");
        }
        return causes;
    }
}
