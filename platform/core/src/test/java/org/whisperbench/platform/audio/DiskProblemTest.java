package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskProblemTest {

    @Test
    void writingAndReadingDifferInWhatIsMissing() {
        IOException missing = new NoSuchFileException("/home/me/.transcript123.part");

        assertEquals("its folder takes no new files", DiskProblem.ofWriting(missing));
        assertEquals("it is not there", DiskProblem.ofReading(missing));
    }

    @Test
    void whatTheSystemSaysIsOneLineWithoutFilesAndClasses() {
        List<IOException> failures = List.of(
                new AccessDeniedException("/x"),
                new FileAlreadyExistsException("/x"),
                new FileSystemException("/x", null, "No space\non device"),
                new IOException("Input/output error"),
                new FileSystemException("/x"),
                new IOException((String) null));

        List<String> said = List.of(
                "permission denied",
                "a file is where a directory should be",
                "no space?on device",
                "input/output error",
                "no reason given",
                "no reason given");
        assertEquals(said, failures.stream().map(DiskProblem::ofReading).toList());
        assertEquals(said, failures.stream().map(DiskProblem::ofWriting).toList());
    }
}
