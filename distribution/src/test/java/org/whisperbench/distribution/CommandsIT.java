package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every command, well used. */
final class CommandsIT {

    private static final String NOTE =
            "note: onnx/nano-digits.en is a self-test model, not a dictation model: it knows the ten spoken English"
                    + " digits and nothing else";

    private static Archive archive;
    private static Cli cli;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
    }

    @Test
    void backendsPrintsItsTableAndNothingElseOnAnyStream() throws IOException, InterruptedException {
        Run run = cli.run("backends").ends(Run.WELL);

        List<String> rows = List.of(
                "backend +bundle +engine +engine version +state",
                "faster-whisper +[\\d.]+ +CTranslate2 +unknown +unavailable: .*",
                "fluidaudio-coreml +[\\d.]+ +FluidAudio +unknown +unavailable: there is no 'fluidaudiocli' on PATH; .*",
                "insanely-fast-whisper +[\\d.]+ +transformers +unknown +unavailable: .*",
                "lightning-whisper-mlx +[\\d.]+ +MLX +unknown +unavailable: .*",
                "mlx-whisper +[\\d.]+ +MLX +unknown +unavailable: .*",
                "onnx +[\\d.]+ +ONNX Runtime +[\\d.]+ +available",
                "parakeet-mlx +[\\d.]+ +MLX +unknown +unavailable: .*; run 'whisperbench setup parakeet-mlx'",
                "parakeet-onnx +[\\d.]+ +ONNX Runtime +[\\d.]+ +available",
                "whisper-cpp +[\\d.]+ +whisper.cpp +\\S.* +available",
                "whisper-mps +[\\d.]+ +MLX +unknown +unavailable: .*",
                "whisperkit +[\\d.]+ +WhisperKit +unknown +unavailable: .*");
        assertEquals(rows.size(), run.lines().size(), run::toString);
        for (int i = 0; i < rows.size(); i++) {
            assertTrue(run.lines().get(i).matches(rows.get(i)), run::toString);
        }
        assertEquals("", run.err());
    }

    @Test
    void modelsTellsWhatIsOnDisk() throws IOException, InterruptedException {
        Run run = cli.run("models").ends(Run.WELL);

        run.shows("onnx/nano-digits.en  ").shows("onnx/nano-digits.en-int8  ").shows("present: ");
        run.shows(NOTE).shows("'whisperbench check'");
        assertEquals("", run.err());
    }

    @Test
    void checkLoadsEveryModelAndVerifiesItsHashes() throws IOException, InterruptedException {
        // Whatever another test has checked before.
        Run run = cli.run("check", "--fresh").ends(Run.WELL);

        List<String> rows = run.lines().subList(1, 4);
        assertEquals(6, run.lines().size(), run::toString);
        assertTrue(run.lines().get(5).startsWith("3 LOADABLE; "), run::toString);
        rows.forEach(row -> assertTrue(
                row.matches("(onnx|whisper-cpp)/nano-digits\\.en(-int8)? +LOADABLE +n/a +complete, used"
                        + " +[\\d.]+ MB( +\\d+\\.\\d{3}){2} +\\d files? verified by hash in .*"),
                row));
        assertEquals(List.of(), run.notes(), run::toString);
    }

    @Test
    void infoNamesTheInstallationAndTheFoldersOfTheUser() throws IOException, InterruptedException {
        Run run = cli.run("info").ends(Run.WELL);

        run.shows("installation  " + archive.home()).shows(archive.hotFolder().toString());
        run.shows(archive.user().toString())
                .shows("backends      ")
                .shows("onnx@")
                .shows("java          ");
        assertEquals("", run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpListsTheCommands(String words) throws IOException, InterruptedException {
        Run run = cli.run(words).ends(Run.WELL);

        for (String command : List.of("backends", "models", "check", "transcribe", "benchmark", "info", "help")) {
            run.shows("\n  " + command + " ");
        }
        assertEquals("", run.err());
    }

    @Test
    void tensorsAreThoseOfTheFile() throws IOException, InterruptedException {
        Run run = cli.run("tensors", "whisper-cpp/nano-digits.en").ends(Run.WELL);

        run.shows("tensor").shows("GGML, 137 tensors, ");
        assertEquals("", run.err());
    }

    @Test
    void tensorsAreReadFromEveryFormatOfWeights(@TempDir Path folder) throws IOException, InterruptedException {
        byte[] header = "{\"w\":{\"dtype\":\"F16\",\"shape\":[2,3],\"data_offsets\":[0,12]}}"
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer safetensors = ByteBuffer.allocate(8 + header.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        Path first = Files.write(
                folder.resolve("model.safetensors"),
                safetensors.putLong(header.length).put(header).array());
        // Version 6, "WhisperSpec", revision 3; one variable "w" of two by three bytes, no aliases.
        Path second = Files.write(
                folder.resolve("model.bin"),
                HexFormat.of()
                        .parseHex("06000000" + "0c00" + "576869737065725370656300" + "03000000" + "01000000"
                                + "02007700" + "02" + "0200000003000000" + "01" + "06000000" + "000000000000"
                                + "00000000"));

        cli.run("tensors", first.toString())
                .ends(Run.WELL)
                .shows("w  2 x 3  f16  12")
                .shows("1 tensors, 6 parameters");
        cli.run("tensors", second.toString())
                .ends(Run.WELL)
                .shows("w  2 x 3  i8  6")
                .shows("CTranslate2 WhisperSpec, 1 tensors, 6 parameters");
        cli.run("tensors", "onnx/nano-digits.en").ends(Run.WELL).shows("ONNX, ").shows(" parameters, ");
        cli.run("tensors", folder.resolve("none.bin").toString()).ends(Run.USAGE);
    }

    @Test
    void setupShowsItsCommandsAndRunsNone() throws IOException, InterruptedException {
        Run run = cli.run("setup", "parakeet-mlx", "--print").ends(Run.WELL);

        run.shows("#   parakeet-mlx==0.5.1").shows("python3 -m venv").shows("--require-hashes");
        cli.run("teardown", "parakeet-mlx").ends(Run.WELL).shows("has no environment");
        cli.run("setup", "onnx").ends(Run.USAGE);
    }

    @Test
    void helpTellsTheSameAboutACommandAsTheCommand() throws IOException, InterruptedException {
        Run help = cli.run("help", "transcribe").ends(Run.WELL);
        Run itself = cli.run("transcribe", "--help").ends(Run.WELL);

        assertEquals(help.out(), itself.out());
        help.shows("Usage: whisperbench transcribe").shows("--model");
    }

    @Test
    void transcribePrintsTheTextAlone() throws IOException, InterruptedException {
        Run run = cli.run("transcribe", "samples/digits-01.wav").ends(Run.WELL);

        assertEquals("four one six seven\n", run.out());
        assertEquals(List.of("whisperbench: " + NOTE), run.notes());
    }

    @Test
    void transcribeWritesEveryBundledSampleDownInOneProcess() throws IOException, InterruptedException {
        List<List<String>> references = archive.references();
        List<String> words = new ArrayList<>(List.of("transcribe"));
        references.forEach(row -> words.add("samples/" + row.get(0)));

        Run run = cli.run(words.toArray(String[]::new)).ends(Run.WELL);

        assertEquals(
                references.stream()
                        .map(row -> Path.of("samples", row.get(0)) + ": " + row.get(1))
                        .toList(),
                run.lines());
    }

    @Test
    void whatCouldBeTranscribedIsPrintedBesideWhatCouldNot() throws IOException, InterruptedException {
        Run run = cli.run("transcribe", "samples/digits-01.wav", "no such.wav", "LICENSE")
                .ends(Run.NOT_WELL);

        assertEquals(List.of(Path.of("samples/digits-01.wav") + ": four one six seven"), run.lines());
        assertEquals(
                List.of(
                        "whisperbench: " + NOTE,
                        "whisperbench: audio file 'no such.wav' does not exist; check the path",
                        "whisperbench: audio file 'LICENSE' is text, not sound; name a sound file"),
                run.notes());
    }

    @Test
    void benchmarkScoresZeroOnTheBundledSpeechAndSaysWhatTheyAre() throws IOException, InterruptedException {
        Run run = cli.run("benchmark", "-n", "1", "--warmup", "0", "--verbose").ends(Run.WELL);

        run.shows(NOTE).shows("note: the bundled samples are synthetic voices, chosen so that a healthy installation");
        for (List<String> row : archive.references()) {
            assertTrue(
                    run.lines().stream().anyMatch(l -> l.matches("  " + row.get(0) + " +0/\\d+  " + row.get(1))),
                    () -> row + " in " + run);
        }
        for (String row : List.of("measured +[\\d.]+ .*", "0\\.00 .* 0/0/0")) {
            assertTrue(
                    run.lines().stream().anyMatch(l -> l.matches("onnx/nano-digits\\.en +" + row)),
                    () -> row + " in " + run);
        }
        assertEquals(List.of(), run.notes(), run::toString);
    }

    @Test
    void benchmarkCountsErrorsAgainstAGivenReference(@TempDir Path folder) throws IOException, InterruptedException {
        Path table = Files.writeString(folder.resolve("said.tsv"), "file\ttext\ndigits-01.wav\tfour two six\n");

        Run run = cli.run(
                        "benchmark", "-a", "samples/digits-01.wav", "-r", table.toString(), "-n", "1", "--warmup", "0")
                .ends(Run.WELL);

        assertTrue(
                run.lines().stream().anyMatch(l -> l.matches("onnx/nano-digits\\.en +66\\.67 .* 1/0/1")),
                run::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "backends, /backends/5/info/id, onnx",
        "models -b onnx, /models/0/status, PRESENT",
        "check, /models/1/status, LOADABLE",
        "transcribe samples/digits-01.wav, /files/0/transcription/text, four one six seven",
        "benchmark -n 1 --warmup 0 -a samples/digits-01.wav, /rows/0/errors/corpusWer, 0.0",
        "info, /backends/5, onnx@0.1.0"
    })
    void jsonIsOneDocumentAndAllOfStandardOutput(String command, String pointer, String expected)
            throws IOException, InterruptedException {
        Run run = cli.run((command + " --json").split(" ", -1)).ends(Run.WELL);

        JsonNode value = run.json().at(pointer);
        assertTrue(value.isValueNode() && value.asString().startsWith(expected), () -> pointer + " in " + run);
    }
}
