package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;
import org.whisperbench.testkit.FakeBackend;
import org.whisperbench.testkit.PcmAudio;

class TranscribeCommandTest extends EngineCommands {

    @Test
    void whatCannotBeWrittenIsToldNevertheless() throws IOException {
        String export =
                Files.createDirectory(folder.resolve("gone")).resolve("x.txt").toString();

        Answer answer = run(losing(export), "transcribe", sound(), "--export", export);

        assertEquals("one two", answer.text());
        assertEquals(1, answer.exitCode());
        assertEquals(
                List.of("'--export " + export
                        + "' cannot be written: its folder takes no new files; choose another place"),
                answer.notes());
    }

    @Test
    void whatCannotBeWrittenIsInTheDocumentNevertheless() throws IOException {
        String export =
                Files.createDirectory(folder.resolve("gone")).resolve("x.txt").toString();

        Answer answer = run(losing(export), "transcribe", sound(), "--json", "--export", export);

        assertTrue(answer.text().contains("\"text\" : \"one two\""), answer.text());
        assertEquals(1, answer.exitCode());
    }

    /** Hears two words, and meanwhile the folder of a file is taken away. */
    private FakeBackend losing(String file) {
        return backend.with((FakeBackend.Loader) model -> audio -> {
            try {
                Files.delete(Objects.requireNonNull(Path.of(file).getParent()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return FakeBackend.transcript("one two", audio.duration());
        });
    }

    @Test
    void aFolderIsNoTargetAndStaysWhatItIs() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("a.srt"));
        FakeBackend unasked = backend.with((FakeBackend.Loader) model -> {
            throw new IllegalStateException("loaded before the target was looked at");
        });

        Answer answer = run(unasked, "transcribe", sound(), "--export", taken.toString());
        Answer named = run(
                unasked,
                "transcribe",
                sound(),
                "--export",
                folder.resolve("{name}.srt").toString());

        assertEquals(List.of("'--export " + taken + "' is a folder; name a file in it"), answer.notes());
        assertEquals(answer.notes(), named.notes());
        assertEquals(2, answer.exitCode());
        assertTrue(Files.isDirectory(taken));
    }

    @Test
    void theEndOfANameIsTheFormatInCapitalsToo() throws IOException {
        Path export = folder.resolve("x.JSON");

        Answer answer = run("transcribe", sound(), "--export", export.toString());

        assertEquals(0, answer.exitCode(), answer.toString());
        assertTrue(Files.readString(export).startsWith("{"));
    }

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
        WhisperException refused =
                assertThrows(WhisperException.class, () -> StandardInputUse.check(List.of(Path.of("-")), false, true));

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

    @Test
    void theRootOfAllFilesIsAFolderLikeAnother() {
        String root = String.valueOf(folder.toAbsolutePath().getRoot());

        Answer answer = run("transcribe", sound(), root);

        assertEquals(sound() + ": one two", answer.text());
        assertEquals(List.of("audio file '" + root + "' is a directory; name a file in it"), answer.notes());
        assertEquals(1, answer.exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --language | `` | '--language' is blank; give a tag such as en
            --device   | ` ` | '--device' is blank; give one such as cpu
            --option   | =x  | '--option =x' names no option; write KEY=VALUE
            """)
    void whatIsBlankIsRefusedByItsFlag(String flag, String value, String message) {
        Answer answer = run("transcribe", sound(), flag, value);

        assertEquals(2, answer.exitCode());
        assertTrue(answer.notes().get(0).contains(message), answer.toString());
    }

    @Test
    void whatIsRefusedForEveryFileIsSaidOnce() throws IOException {
        Path other = samples.resolve("b.wav");
        PcmAudio.tone(1, other);
        FakeBackend strict = backend.with((FakeBackend.Loader) model -> audio -> {
            throw new BackendException(ErrorKind.USER, "'patience' needs a 'beam-size' above 1");
        });

        Answer answer = run(strict, "transcribe", sound(), other.toString());

        assertEquals(List.of("'patience' needs a 'beam-size' above 1"), answer.notes());
        assertEquals(1, answer.exitCode());
    }

    @Test
    void aFileThatEndsEarlyIsSaidToDoSo() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(sound()));
        Path cut = Files.write(samples.resolve("cut.wav"), Arrays.copyOf(whole, whole.length / 2));

        Answer answer = run("transcribe", cut.toString());

        assertEquals(
                List.of("the transcript of '" + cut + "' is partial: the file ends before the sound that it announces;"
                        + " copy or record it again"),
                answer.notes());
    }

    @Test
    void aTextWithoutEndIsSaidToBeOneWithWhatToTry() {
        FakeBackend endless = backend.with((FakeBackend.Loader) model -> audio -> Transcription.builder(
                        FakeBackend.transcript("one one one", audio.duration()).segments())
                .complete(false)
                .build());

        Answer answer = run(endless, "transcribe", sound());

        String note = answer.notes().get(0);
        assertTrue(note.contains("longer than the model may write"), note);
        assertTrue(note.contains("try '--temperature 0,0.2,0.4,0.6,0.8,1.0'"), note);
        assertFalse(note.contains("the file"), note);
    }

    private String sound() {
        return samples.resolve("a.wav").toString();
    }
}
