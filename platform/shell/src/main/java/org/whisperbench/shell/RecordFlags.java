package org.whisperbench.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import org.whisperbench.platform.audio.DiskProblem;
import picocli.CommandLine.Option;

/** Speech from the microphone instead of files. */
final class RecordFlags {

    @Option(
            names = "--record",
            description =
                    "record with the microphone: Enter starts and stops; the sound is kept beside what '--export' writes,"
                            + " or else beside the kept results or in this folder")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }

    /** Records into a folder, which is made if it is not there. */
    Path record(PlatformServices platform, ProgressLines lines, Path folder) throws InterruptedException {
        Path place = folder.toAbsolutePath();
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw new WhisperException(
                    ErrorKind.EXTERNAL,
                    "folder '%s' for the recording cannot be made: %s; choose another with '--export'"
                            .formatted(place, DiskProblem.ofWriting(e)),
                    e);
        }
        return new Recorder(platform.microphone(), platform.keys(), place, Clock.system(ZoneId.systemDefault()))
                .record(lines);
    }
}
