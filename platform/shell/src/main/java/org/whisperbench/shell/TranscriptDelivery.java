package org.whisperbench.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Progress;
import org.whisperbench.platform.transcribe.FileTranscript;
import org.whisperbench.platform.transcribe.TranscribeListener;
import org.whisperbench.platform.transcribe.TranscriptReport;

/**
 * Hands each transcript over as soon as it is finished, so that an interrupt costs only the file that it meets: the text where
 * results can be told at once, and the exports that are one file for each transcript.
 */
final class TranscriptDelivery implements TranscribeListener {

    private static final int NAMED = 5;

    private final ProgressLines lines;
    private final List<Path> files;
    private final List<String> exports;
    private final boolean json;
    private final List<FileTranscript> finished = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private @Nullable TranscriptReport head;
    private boolean told;

    /**
     * Delivers the transcripts of some files.
     *
     * @param json whether the result is one document, which is told at the end
     */
    TranscriptDelivery(ProgressLines lines, List<Path> files, List<String> exports, boolean json) {
        this.lines = lines;
        this.files = files;
        this.exports = exports;
        this.json = json;
    }

    /**
     * What became of the files, as it is told.
     *
     * @param report what is in the document
     * @param told whether the texts are told already
     * @param problems what went wrong beside the files themselves
     */
    record Delivered(TranscriptReport report, boolean told, List<String> problems) implements Answer.InOtherWords {

        String text() {
            return told ? "" : TranscriptText.render(report);
        }

        List<String> notes() {
            List<String> notes = new ArrayList<>(TranscriptText.notes(report));
            notes.addAll(problems);
            return notes;
        }

        boolean isWell() {
            return report.allComplete() && problems.isEmpty();
        }
    }

    @Override
    public void begun(TranscriptReport before) {
        head = before;
    }

    @Override
    public Progress transcribing(Path file, int index, int count) {
        return new FileProgress(lines, String.valueOf(file.getFileName()), index, count);
    }

    @Override
    public void finished(FileTranscript transcript) {
        finished.add(transcript);
        if (transcript instanceof FileTranscript.Transcribed transcribed) {
            String line = TranscriptText.line(transcribed, files.size() > 1);
            told |= !json && !line.isEmpty() && lines.tells(line);
            exports.forEach(
                    export -> TranscriptExport.writeOwn(export, transcribed).ifPresent(problems::add));
        }
    }

    /** What is left to hand over of a whole report. */
    Delivered complete(TranscriptReport report) {
        exports.forEach(export -> TranscriptExport.writeAll(export, report).ifPresent(problems::add));
        return new Delivered(report, told, List.copyOf(problems));
    }

    /** What is left to hand over where not all files come to an end; empty if none is finished. */
    Optional<Delivered> ended(String why) {
        TranscriptReport before = head;
        if (before == null || finished.isEmpty()) {
            return Optional.empty();
        }
        List<Path> left = files.subList(finished.size(), files.size());
        List<FileTranscript> all = new ArrayList<>(finished);
        left.forEach(file -> all.add(new FileTranscript.Unfinished(file)));
        problems.add(
                left.isEmpty()
                        ? why
                        : "%s; finished: %d of %d files, not finished: %s"
                                .formatted(why, finished.size(), files.size(), names(left)));
        return Optional.of(complete(before.with(all)));
    }

    private static String names(List<Path> left) {
        List<String> names =
                left.stream().limit(NAMED).map(file -> "'" + file + "'").toList();
        String more = left.size() > NAMED ? " and %d more".formatted(left.size() - NAMED) : "";
        return String.join(", ", names) + more;
    }

    /** Turns the phases of one file into how much of all files is done. */
    private record FileProgress(ProgressLines lines, String file, int index, int count) implements Progress {

        @Override
        public void phase(Phase phase) {
            advance(phase, 0);
        }

        @Override
        public void advance(Phase phase, double fraction) {
            lines.at("transcribing " + file, (index + fraction) / count);
        }
    }
}
