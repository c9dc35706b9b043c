package org.whisperbench.platform.audio;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

/** Why a file is not decoded, in one line that a person can act on. */
final class Refusal {

    private static final boolean WINDOWS =
            FileSystems.getDefault().getSeparator().equals("\\");

    /** Stands for it where a file is named. */
    static final Path STANDARD_INPUT = Path.of("-");

    private Refusal() {}

    /** A file that another program can turn into one that is accepted. */
    static WhisperException convertible(Path file, String problem) {
        return of(file, problem, "convert it with: " + conversion(file));
    }

    /** A file that only ffmpeg might decode, where there is none. */
    static WhisperException foreign(Path file, String verdict) {
        if (verdict.equals(FileKind.UNKNOWN.verdict())) {
            return of(file, verdict, "name a sound file, or install ffmpeg, which knows more kinds");
        }
        return of(
                file,
                verdict + ", which needs ffmpeg",
                "install ffmpeg and run this again, or convert the file elsewhere with: " + conversion(file));
    }

    static WhisperException of(Path file, String problem, String nextStep) {
        return new WhisperException(ErrorKind.USER, subject(file) + " " + problem + "; " + nextStep);
    }

    /** A failure that is nobody's choice and has no exception of its own. */
    static WhisperException failed(Path file, String problem, String nextStep) {
        return new WhisperException(ErrorKind.EXTERNAL, subject(file) + " " + problem + "; " + nextStep);
    }

    static WhisperException unreadable(Path file, IOException cause) {
        return new WhisperException(
                ErrorKind.EXTERNAL,
                subject(file) + " cannot be read: " + DiskProblem.ofReading(cause) + "; check its disk",
                cause);
    }

    static WhisperException unwritable(Path file, long sizeBytes, IOException cause) {
        String problem = " of " + sizeBytes + " bytes cannot be written: " + DiskProblem.ofWriting(cause);
        String nextStep = "; free space there or use another scratch directory";
        return new WhisperException(ErrorKind.EXTERNAL, subject(file) + problem + nextStep, cause);
    }

    /** Why sound from a microphone does not go where it should. */
    static WhisperException unrecorded(Path file, IOException cause) {
        String name = "recording '" + printable(file.toString()) + "'";
        String said = DiskProblem.ofWriting(cause);
        String message = cause instanceof FileAlreadyExistsException
                ? name + " is there already and is not recorded over; try again in a second"
                : name + " cannot be written: " + said + "; free space there, or record into another folder";
        return new WhisperException(ErrorKind.EXTERNAL, message, cause);
    }

    private static String subject(Path file) {
        return STANDARD_INPUT.equals(file) ? "standard input" : "audio file '" + printable(file.toString()) + "'";
    }

    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String conversion(Path file) {
        String from = STANDARD_INPUT.equals(file) ? "FILE" : file.toString();
        Path name = Path.of(from).getFileName();
        String base = name == null ? from : name.toString();
        int dot = base.lastIndexOf('.');
        String stem = dot > 0 ? from.substring(0, from.length() - base.length() + dot) : from;
        String to = from.equals(stem + ".wav") ? stem + "-pcm.wav" : stem + ".wav";
        return "ffmpeg -i " + quoted(from) + " " + quoted(to);
    }

    /** Double quotes where they suffice, else the single quotes of a POSIX shell; never read as an option. */
    private static String quoted(String path) {
        String safe = path.startsWith("-") ? "./" + path : path;
        if (WINDOWS || safe.chars().noneMatch(c -> "\"\\$`!".indexOf(c) >= 0)) {
            return '"' + printable(safe) + '"';
        }
        return "'" + printable(safe).replace("'", "'\\''") + "'";
    }
}
