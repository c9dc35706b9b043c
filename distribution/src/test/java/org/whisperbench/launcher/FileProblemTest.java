package org.whisperbench.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FileProblemTest {

    @Test
    void theFileIsNamedWithWhatIsWrongWithIt() {
        assertEquals("'/a' is not there; unpack the installation again", FileProblem.of(new NoSuchFileException("/a")));
        assertEquals(
                "'/a' may not be read or written by this user; correct its rights",
                FileProblem.of(new AccessDeniedException("/a")));
        assertEquals(
                "'/a' cannot be used: Is a directory",
                FileProblem.of(new FileSystemException("/a", null, "Is a directory")));
        assertEquals(
                "'/a' cannot be used: DirectoryNotEmptyException",
                FileProblem.of(new DirectoryNotEmptyException("/a")));
        assertEquals("no space", FileProblem.of(new IOException("no space")));
        assertEquals("IOException", FileProblem.of(new IOException()));
    }
}
