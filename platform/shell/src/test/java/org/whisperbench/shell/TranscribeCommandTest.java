package org.whisperbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Transcription;
import org.whisperbench.platform.transcribe.TranscriptReport;
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --beam-size | 5 | beam-size=2
            --precision | int8 | precision=fp16
            --word-timestamps | true | word-timestamps=false
            """)
    void aFlagThatAnOptionContradictsIsRefused(String flag, String value, String option) {
        String flagged = flag.equals("--word-timestamps") ? flag : flag + "=" + value;

        for (String command : List.of("transcribe", "benchmark")) {
            String audio = command.equals("transcribe") ? sound() : "--audio=" + sound();
            Answer answer = run(command, audio, flagged, "--option", option);
            assertEquals(2, answer.exitCode());
            assertEquals(
                    List.of("'%s %s' and '--option %s' contradict each other; leave one of them out"
                            .formatted(flag, value, option)),
                    answer.notes());
        }
    }

    @Test
    void theSameValueTwiceIsNoContradiction() {
        assertEquals(
                0,
                run("transcribe", sound(), "--beam-size", "2", "--option", "beam-size=2")
                        .exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --device          | cpu       | device
            --threads         | 2         | threads
            --beam-size       | 3         | beam-size
            --temperature     | 0.2       | temperature
            --task            | translate | task
            --language        | de        | language
            --prompt          | numbers   | prompt
            --batch           | 4         | batch
            --word-timestamps |           | word-timestamps
            """)
    void whatAFlagAsksForIsToldAsRequested(String flag, @Nullable String value, String key) {
        Answer answer = value == null
                ? run("transcribe", sound(), flag, "--json")
                : run("transcribe", sound(), flag, value, "--json");

        assertEquals(0, answer.exitCode(), answer.toString());
        TranscriptReport report = (TranscriptReport) answer.report();
        assertEquals(value == null ? "true" : value, report.requested().get(key), report.requested()::toString);
    }

    /** The precision was met by the choice of the model, and then nobody had asked for it. */
    @Test
    void thePrecisionThatChoseTheModelIsToldAsRequested() {
        ModelDescriptor small = ModelDescriptor.builder("m8", new ModelSource.Folder(folder.resolve("m")))
                .family("m")
                .files(List.of(ModelFile.unverified(FakeBackend.FILE)))
                .precision("int8")
                .build();
        ModelDescriptor large = ModelDescriptor.builder("m", new ModelSource.Folder(folder.resolve("m")))
                .family("m")
                .files(List.of(ModelFile.unverified(FakeBackend.FILE)))
                .precision("fp32")
                .build();
        FakeBackend both =
                new FakeBackend(backend.info(), backend.availability(), List.of(large, small), backend.loader());

        Answer answer = run(both, "transcribe", "-m", "fake/m", "--precision", "int8", "--json", sound());

        TranscriptReport report = (TranscriptReport) answer.report();
        assertEquals("fake/m8", report.model());
        assertEquals("int8", report.requested().get("precision"));
        assertTrue(answer.text().contains("\"precision\" : \"int8\""), answer.text());
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
