package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command, badly used: one line that says what is wrong and what to do, and the exit code of a usage error. */
@Tag("long")
final class RefusedCommandsIT {

    private static Cli cli;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        Archive archive = Archive.unpack(folder);
        cli = Cli.of(archive).in(Files.createDirectory(folder.resolve("work")));
        Path sample = cli.folder().resolve("said.wav");
        Files.copy(archive.sample("digits-01.wav"), sample);
        Files.writeString(cli.folder().resolve("text.wav"), "four one six seven\n");
        Files.write(cli.folder().resolve("short.wav"), Arrays.copyOf(Files.readAllBytes(sample), 20));
        Files.createFile(cli.folder().resolve("empty.wav"));
        Files.createDirectory(cli.folder().resolve("silence"));
        Files.createDirectory(cli.folder().resolve("taken.srt"));
        Files.writeString(cli.folder().resolve("columns.tsv"), "name\tsaid\nsaid.wav\tfour\n");
        Files.writeString(cli.folder().resolve("ragged.tsv"), "file\ttext\nsaid.wav\n");
        Files.write(cli.folder().resolve("latin1.txt"), "fünf".getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bakends                 | there is no command 'bakends' (did you mean 'backends'?); run 'whisperbench --help'
            xyzzy                   | there is no command 'xyzzy'; run 'whisperbench --help'
            --jsn                   | unknown option: '--jsn'; run 'whisperbench --help'
            help bakends            | there is no command 'bakends' (did you mean 'backends'?); run 'whisperbench --help'
            help --jsn              | unknown option: '--jsn'; run 'whisperbench --help'
            backends --jsn          | unknown option: '--jsn' (did you mean '--json'?); run 'whisperbench backends --help'
            backends onnx           | unmatched argument at index 1: 'onnx'; run 'whisperbench backends --help'
            models -b onx           | there is no backend 'onx' (did you mean 'onnx'?); run 'whisperbench backends'
            models --model          | missing required parameter for option '--model' (MODEL); run 'whisperbench models --help'
            models -m nano-digits   | no backend knows a model 'nano-digits' (did you mean 'nano-digits.en'?), and it is no folder in a format that one reads; run 'whisperbench models'
            check -b whisper        | there is no backend 'whisper' (did you mean 'whisperkit'?); run 'whisperbench backends'
            check --threads -1      | '--threads -1' is negative; give 0 for the engine's choice
            check --threads two     | invalid value for option '--threads': 'two' is not an int; run 'whisperbench check --help'
            check --option fast     | value for option option '--option' (KEY=VALUE) should be in KEY=VALUE format but was fast; run 'whisperbench check --help'
            transcribe              | missing required parameter: 'FILE'; run 'whisperbench transcribe --help'
            transcribe -b onx -m tiny said.wav | there is no backend 'onx' (did you mean 'onnx'?); run 'whisperbench backends'; no backend knows a model 'tiny', and it is no folder in a format that one reads; run 'whisperbench models'
            transcribe --task sing said.wav | invalid value for option '--task': expected one of [TRANSCRIBE, TRANSLATE] (case-insensitive) but was 'sing'; run 'whisperbench transcribe --help'
            transcribe -l  said.wav | '--language' is blank; give a tag such as en, or leave it out
            transcribe --device  said.wav      | '--device' is blank; give one such as cpu, or leave it out
            transcribe --option =x said.wav    | '--option =x' names no option; write KEY=VALUE
            transcribe --export taken.srt said.wav | '--export taken.srt' is a folder; name a file in it
            transcribe -m onnx/none said.wav   | no backend knows a model 'onnx/none', and it is no folder in a format that one reads; run 'whisperbench models'
            benchmark -n -1         | '--runs -1 --warmup 1' measures nothing; give at least 1 run and 0 warm-ups
            benchmark --warmup -2   | '--runs 5 --warmup -2' measures nothing; give at least 1 run and 0 warm-ups
            benchmark -n many       | invalid value for option '--runs': 'many' is not an int; run 'whisperbench benchmark --help'
            benchmark -a missing.wav | audio file 'missing.wav' does not exist; check the path
            benchmark -a text.wav   | audio file 'text.wav' is text, not sound; name a sound file
            benchmark -a silence    | folder 'silence' has no sound file; name another with '--audio'
            benchmark -a said.wav -r missing.tsv | reference 'missing.tsv' does not exist
            benchmark -a said.wav -r silence     | reference 'silence' is no file
            benchmark -a said.wav -r columns.tsv | the first line of table 'columns.tsv' names no columns 'file' and 'text', separated by tabs
            benchmark -a said.wav -r ragged.tsv  | line 2 of table 'ragged.tsv' has 1 columns, not 2
            benchmark -a said.wav -r latin1.txt  | reference 'latin1.txt' is not text in UTF-8
            parity onnx onnx -a said.wav --tolerance Infinity | '--tolerance Infinity' is no share; give a number above 0, such as 0.01
            parity onnx onnx -a said.wav --tolerance 0 | '--tolerance 0.0' is no share; give a number above 0, such as 0.01
            info here               | unmatched argument at index 1: 'here'; run 'whisperbench info --help'
            info --verbose          | unknown option: '--verbose'; run 'whisperbench info --help'
            """)
    void sayWhatIsWrongAndWhatToDo(String command, String message) throws IOException, InterruptedException {
        Run run = cli.run(command.split(" ", -1));

        run.failsWith(Run.USAGE, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --json                  | unknown option: '--json'; run 'whisperbench --help'
            backends --json onnx    | unmatched argument at index 2: 'onnx'; run 'whisperbench backends --help'
            models --json -b onx    | there is no backend 'onx' (did you mean 'onnx'?); run 'whisperbench backends'
            check --json --threads -1 | '--threads -1' is negative; give 0 for the engine's choice
            transcribe --json       | missing required parameter: 'FILE'; run 'whisperbench transcribe --help'
            benchmark -n 0 --json   | '--runs 0 --warmup 1' measures nothing; give at least 1 run and 0 warm-ups
            benchmark -n x --json   | invalid value for option '--runs': 'x' is not an int; run 'whisperbench benchmark --help'
            info --json --verbose   | unknown option: '--verbose'; run 'whisperbench info --help'
            """)
    void withJsonSayItInADocumentToo(String command, String message) throws IOException, InterruptedException {
        Run run = cli.run(command.split(" ", -1));

        run.failsAsJson(Run.USAGE, "user", message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            missing.wav | audio file 'missing.wav' does not exist; check the path
            text.wav    | audio file 'text.wav' is text, not sound; name a sound file
            silence     | audio file 'silence' is a directory; name a file in it
            empty.wav   | audio file 'empty.wav' is empty (0 bytes); record or copy it again
            short.wav   | audio file 'short.wav' has a format chunk of 0 bytes instead of at least 16; convert it with: ffmpeg -i "short.wav" "short-pcm.wav"
            """)
    void fileThatIsNoSpeechIsNotTranscribed(String file, String message) throws IOException, InterruptedException {
        Run run = cli.run("transcribe", "-m", "nano-digits.en", file).ends(Run.NOT_WELL);

        assertSaysLast("whisperbench: " + message, run);
    }

    @Test
    void languageThatTheModelDoesNotKnowIsRefused() throws IOException, InterruptedException {
        Run run = cli.run("transcribe", "-l", "de", "said.wav").ends(Run.NOT_WELL);

        assertSaysLast(
                "whisperbench: language 'de' needs a multilingual model, this one is English only; use 'en' or 'auto'",
                run);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --option seed=5 | 'seed' needs a 'temperature' above 0: at 0 nothing is drawn
            --beam-size 5 --temperature 0.5 | 'beam-size' needs 0 among the values of 'temperature': above it texts are drawn, see 'best-of'
            --option beam=5 | options [beam] are not known to backend 'onnx', neither when it loads nor when it transcribes; leave them out
            """)
    void optionThatWouldChangeNothingIsRefusedOnce(String options, String message)
            throws IOException, InterruptedException {
        Run run = cli.run(("transcribe said.wav said.wav " + options).split(" "));

        assertSaysLast("whisperbench: " + message, run);
        assertEquals(
                1, run.notes().stream().filter(line -> line.endsWith(message)).count(), run::toString);
    }

    @Test
    void rootOfAllFilesIsAFolderAndCostsNoOtherFileItsText() throws IOException, InterruptedException {
        Run run = cli.run("transcribe", "said.wav", "/").ends(Run.NOT_WELL);

        run.shows("said.wav: four one six seven");
        assertEquals(
                "whisperbench: audio file '/' is a directory; name a file in it",
                run.notes().get(run.notes().size() - 1));
    }

    @Test
    void deviceThatTheEngineCannotUseIsRefused() throws IOException, InterruptedException {
        Run run = cli.run("check", "--device", "toaster").ends(Run.NOT_WELL);

        run.shows("CHECK_FAILED").shows("device 'toaster' is not possible with backend 'onnx'; use 'auto' or 'cpu'");
    }

    private static void assertSaysLast(String expected, Run run) {
        List<String> notes = run.notes();
        assertEquals(expected, notes.get(notes.size() - 1), run::toString);
        assertEquals("", run.out(), run::toString);
    }
}
