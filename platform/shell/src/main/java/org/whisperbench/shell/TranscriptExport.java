package org.whisperbench.shell;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.AudioFiles;
import org.whisperbench.platform.audio.DiskProblem;
import org.whisperbench.platform.report.JsonReports;
import org.whisperbench.platform.report.ResultFile;
import org.whisperbench.platform.transcribe.FileTranscript.Transcribed;
import org.whisperbench.platform.transcribe.TranscriptFormat;
import org.whisperbench.platform.transcribe.TranscriptReport;

/** Writes transcripts into files whose names end with the format: beside the place, and renamed when they are whole. */
final class TranscriptExport {

    private static final Logger LOG = LoggerFactory.getLogger(TranscriptExport.class);
    private static final String NAME = "{name}";
    private static final String JSON = ".json";

    private TranscriptExport() {}

    /** Refuses what could not be written, before anything is transcribed. */
    static void check(String export, List<Path> files, boolean recorded) {
        if (!isJson(export) && TranscriptFormat.of(export).isEmpty()) {
            throw refused(export, "ends with none of .txt, .srt, .vtt and .json", "name the format by the end");
        }
        int count = files.size() + (recorded ? 1 : 0);
        if (count > 1 && !export.contains(NAME) && !isJson(export)) {
            throw refused(
                    export,
                    "is one file for %d transcripts".formatted(count),
                    "give each one its own, as in '--export {name}.srt'");
        }
        requireNames(export, files);
        requireFolder(export);
        requireNoFolder(export, files);
    }

    private static void requireFolder(String export) {
        Path target = target(export);
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw refused(export, "is in no folder that there is", "make the folder first");
        }
        // A file that is there is replaced by one that was written beside it.
        if (!Files.isWritable(folder) && !ResultFile.isDevice(target)) {
            throw refused(export, "is in a folder that takes no new files", "choose another place");
        }
    }

    private static Path target(String export) {
        try {
            return ResultFile.target(path(export));
        } catch (IOException e) {
            throw refused(export, "is a link that cannot be read", "choose another place");
        }
    }

    private static void requireNoFolder(String export, List<Path> files) {
        Stream<String> names =
                export.contains(NAME) ? files.stream().map(file -> named(export, file)) : Stream.of(export);
        names.filter(name -> Files.isDirectory(path(name))).findFirst().ifPresent(name -> {
            throw refused(name, "is a folder", "name a file in it");
        });
    }

    /** Files of one name in several folders would be written over each other. */
    private static void requireNames(String export, List<Path> files) {
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            if (export.contains(NAME) && !names.add(name(file))) {
                throw refused(
                        export,
                        "is the same file for two transcripts, of sound files that are named '%s'"
                                .formatted(name(file)),
                        "transcribe them one after the other");
            }
        }
    }

    /** Where the first export goes, which need not be there; this folder if there is none. */
    static Path folder(List<String> exports) {
        Path folder =
                exports.isEmpty() ? null : path(exports.get(0)).toAbsolutePath().getParent();
        return folder == null ? Path.of("").toAbsolutePath() : folder;
    }

    /**
     * Writes one transcript, unless the export is one document for all.
     *
     * @return what could not be written and why, in a sentence
     */
    static Optional<String> writeOwn(String export, Transcribed file) {
        return isOne(export)
                ? Optional.empty()
                : put(
                        named(export, file.file()),
                        TranscriptFormat.of(export)
                                .map(format -> format.write(file.transcription()))
                                .orElseGet(() -> new JsonReports().write(file) + "\n"));
    }

    /**
     * Writes what became of all files, if the export is one document for them.
     *
     * @return what could not be written and why, in a sentence
     */
    static Optional<String> writeAll(String export, TranscriptReport report) {
        return isOne(export) ? put(export, new JsonReports().write(report) + "\n") : Optional.empty();
    }

    private static boolean isOne(String export) {
        return isJson(export) && !export.contains(NAME);
    }

    private static boolean isJson(String export) {
        return export.toLowerCase(Locale.ROOT).endsWith(JSON);
    }

    private static String named(String export, Path file) {
        return export.replace(NAME, name(file));
    }

    private static String name(Path file) {
        String name = file.equals(AudioFiles.STANDARD_INPUT) ? "stdin" : String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Path path(String export) {
        try {
            return Path.of(export);
        } catch (InvalidPathException e) {
            throw refused(export, "is no path here: " + e.getReason(), "choose another name");
        }
    }

    /** Returns what went wrong, if something did: nobody's text is lost by a full disk. */
    private static Optional<String> put(String export, String content) {
        Path target = path(export).toAbsolutePath();
        try {
            if (Files.isDirectory(target)) {
                throw new FileSystemException(export, null, "it is a folder");
            }
            ResultFile.write(target, content);
            return Optional.empty();
        } catch (IOException e) {
            LOG.info("a transcript was not written to '{}'", export, e);
            return Optional.of("'--export %s' cannot be written: %s; choose another place"
                    .formatted(export, DiskProblem.ofWriting(e)));
        }
    }

    private static WhisperException refused(String export, String why, String next) {
        return new WhisperException(ErrorKind.USER, "'--export %s' %s; %s".formatted(export, why, next));
    }
}
