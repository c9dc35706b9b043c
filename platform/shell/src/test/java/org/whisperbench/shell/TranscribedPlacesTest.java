package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.whisperbench.api.WhisperException;

/** Where sound comes from and transcripts go to. */
class TranscribedPlacesTest extends EngineCommands {

    @Test
    void standardInputIsReadOnce() {
        Answer answer =
                run("transcribe", "-", "-", "--export", folder.resolve("x.json").toString());

        assertEquals(
                List.of("standard input ('-') can be read once, and is named 2 times; name it once"), answer.notes());
        assertEquals(2, answer.exitCode());
    }

    @Test
    void atThePromptStandardInputIsTheKeys() {
        WhisperException refused = assertThrows(
                WhisperException.class,
                () -> StandardInputUse.check("transcribe -", List.of(Path.of("-")), false, true));

        assertEquals(
                "standard input ('-') is no sound at the prompt, which reads keys from it; name a file, or run"
                        + " 'whisperbench transcribe -' outside",
                refused.getMessage());
    }

    @Test
    void whatCameThroughStandardInputIsExportedUnderItsName() throws IOException {
        InputStream before = System.in;
        try (InputStream sound = Files.newInputStream(Path.of(sound()))) {
            System.setIn(sound);

            Answer answer = run(
                    "transcribe", "-", "--export", folder.resolve("{name}.srt").toString());

            assertEquals(0, answer.exitCode(), answer.toString());
        } finally {
            System.setIn(before);
        }
        assertTrue(Files.readString(folder.resolve("stdin.srt")).contains("one two"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anExportThroughALinkIsWrittenWhereItLeadsTo() throws IOException {
        Path there = Files.writeString(folder.resolve("real.txt"), "old");
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-rw-r--"));
        Path link = Files.createSymbolicLink(folder.resolve("x.txt"), there);

        run("transcribe", sound(), "--export", link.toString());

        assertTrue(Files.isSymbolicLink(link));
        assertEquals("one two", Files.readString(there).strip());
        assertEquals("rw-rw-r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(there)));
    }

    private String sound() {
        return samples.resolve("a.wav").toString();
    }
}
