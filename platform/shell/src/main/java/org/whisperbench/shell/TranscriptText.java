package org.whisperbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscriptReport;

/** Transcripts: of one file its text alone, of several each after its file's name. */
final class TranscriptText {

    private TranscriptText() {}

    static String render(TranscriptReport report) {
        boolean named = report.files().size() > 1;
        List<String> lines = new ArrayList<>();
        for (FileTranscript file : report.files()) {
            if (file instanceof FileTranscript.Transcribed transcribed) {
                String text = transcribed.transcription().text();
                lines.add(named ? file.file() + ": " + text : text);
            }
        }
        return String.join("\n", lines);
    }

    /** What the reader of the transcripts must know, but a program that reads them must not meet. */
    static List<String> notes(TranscriptReport report) {
        List<String> notes = new ArrayList<>();
        if (!report.note().isEmpty()) {
            notes.add("note: %s is %s".formatted(report.model(), report.note()));
        }
        for (FileTranscript file : report.files()) {
            if (file instanceof FileTranscript.Failed failed) {
                notes.add(failed.message());
                notes.addAll(LastLines.of(failed.lastLines()));
            } else {
                notes.addAll(notes((FileTranscript.Transcribed) file));
            }
        }
        return notes;
    }

    private static List<String> notes(FileTranscript.Transcribed file) {
        List<String> notes = new ArrayList<>();
        if (!file.isComplete()) {
            notes.add("the transcript of '%s' is partial: the file ends early or the engine stopped"
                    .formatted(file.file()));
        }
        if (file.source().duration().isZero()) {
            notes.add("'%s' holds no sound".formatted(file.file()));
        }
        if (file.source().nonFiniteSamples() > 0) {
            notes.add("%d samples of '%s' are no numbers and were taken as silence"
                    .formatted(file.source().nonFiniteSamples(), file.file()));
        }
        return notes;
    }
}
