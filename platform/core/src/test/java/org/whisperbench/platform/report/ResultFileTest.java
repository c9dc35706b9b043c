package org.whisperbench.platform.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ResultFileTest {

    @TempDir
    Path folder;

    @Test
    void aNewFileHasThePermissionsOfAnyOther() throws IOException {
        Path other = Files.createFile(folder.resolve("other"));

        Path file = written("a.srt");

        assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(file));
        assertNothingElse(2);
    }

    @Test
    void aFileThatIsThereKeepsItsPermissions() throws IOException {
        Path there = Files.createFile(folder.resolve("a.srt"));
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-rw-r--"));

        written("a.srt");

        assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(there)));
        assertNothingElse(1);
    }

    @Test
    void aLinkStaysAndWhatItLeadsToIsWritten() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path there = Files.writeString(elsewhere.resolve("real.srt"), "old");
        Files.createSymbolicLink(folder.resolve("b.srt"), Path.of("elsewhere/real.srt"));
        Path link = Files.createSymbolicLink(folder.resolve("a.srt"), Path.of("b.srt"));

        written("a.srt");

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(there));
        assertNothingElse(3);
    }

    @Test
    void aLinkToNothingMakesTheFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a.srt"), folder.resolve("made.srt"));

        written("a.srt");

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(folder.resolve("made.srt")));
    }

    @Test
    void aDeviceIsWrittenTo() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("a.srt"), Path.of("/dev/null"));

        ResultFile.write(link, "new");
        ResultFile.place(Files.writeString(folder.resolve("part"), "new"), link);

        assertFalse(Files.isRegularFile(Path.of("/dev/null")));
        assertTrue(Files.isSymbolicLink(link));
        assertNothingElse(1);
    }

    /** As behind {@code /dev/stdout}: the system's link tells of a pipe by a name that no file has. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpenPipeIsWrittenTo() throws Exception {
        Process reader = new ProcessBuilder("cat").start();
        Path link = Files.createSymbolicLink(folder.resolve("a.srt"), Path.of("/proc/" + reader.pid() + "/fd/0"));

        ResultFile.write(link, "new");
        reader.getOutputStream().close();

        assertEquals("new", new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertNothingElse(1);
    }

    @Test
    void whatIsWrittenIntoAPrivateFileIsPrivateFromTheFirstByteOn() throws IOException {
        Path there = Files.writeString(folder.resolve("a.jsonl"), "old");
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-------"));
        Path part = Files.writeString(folder.resolve("a.jsonl.part"), "left over");

        ReportFiles files = ReportFiles.open(List.of(there));
        try {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(part)));
            assertEquals(0, Files.size(part));
        } finally {
            files.close();
        }

        assertEquals("old", Files.readString(there));
        assertNothingElse(1);
    }

    /** Whoever is interrupted at the end of an hour of measuring keeps what was measured. */
    @Test
    void anInterruptLosesNothing() throws IOException {
        Thread.currentThread().interrupt();
        try {
            written("a.srt");
            ResultFile.place(part("b.srt"), folder.resolve("a.srt"));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals("of b.srt", Files.readString(folder.resolve("a.srt")));
    }

    private Path part(String name) throws IOException {
        Path part = folder.resolve(name + ".part");
        try (OutputStream into = ResultFile.openFor(folder.resolve(name), part)) {
            into.write(("of " + name).getBytes(StandardCharsets.UTF_8));
        }
        return part;
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatIsOnAnotherDiskIsReplacedWhenAllIsThere() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeTrue(Files.isDirectory(shared) && Files.isWritable(shared), "no second disk");
        assumeFalse(Files.getFileStore(shared).equals(Files.getFileStore(folder)), "no second disk");
        Path there = Files.writeString(folder.resolve("a.jsonl"), "old");
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("r--r-----"));
        Path elsewhere = Files.createTempFile(shared, "whisperbench-", ".part");
        try {
            ResultFile.place(Files.writeString(elsewhere, "new"), there);

            assertFalse(Files.exists(elsewhere));
        } finally {
            Files.deleteIfExists(elsewhere);
        }
        assertEquals("new", Files.readString(there));
        assertEquals("r--r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(there)));
        assertNothingElse(1);
    }

    @Test
    void linesAreWrittenBesideTheFileToWhichALinkLeads() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("a.jsonl"), elsewhere.resolve("real.jsonl"));

        ReportFiles files = ReportFiles.open(List.of(link));
        try {
            assertTrue(Files.exists(elsewhere.resolve("real.jsonl.part")));
            assertNothingElse(2);
        } finally {
            files.close();
        }
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        assertThrows(NoSuchFileException.class, () -> ResultFile.write(folder.resolve("gone/a.srt"), "new"));
    }

    @Test
    void resultsOfABenchmarkGoThroughALinkToo() throws IOException {
        Path there = Files.writeString(folder.resolve("real.json"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("a.json"), there);

        ResultFile.place(Files.writeString(folder.resolve("a.json.part"), "new"), link);

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(there));
        assertNothingElse(2);
    }

    private Path written(String name) throws IOException {
        Path file = folder.resolve(name);
        ResultFile.write(file, "new");
        assertEquals("new", Files.readString(file));
        return file;
    }

    private void assertNothingElse(int expected) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(expected, files.count());
        }
    }
}
