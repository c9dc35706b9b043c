package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Files that nobody would call a recording, from the command line to the engine: each has its answer, and the next goes on. */
final class OddFilesIT {

    private static final int RATE = 16_000;
    private static final String SAID = "samples/digits-01.wav";
    private static final String TEXT = "four one six seven";

    private static Archive archive;
    private static Cli cli;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws IOException, InterruptedException {
        archive = Archive.unpack(folder);
        cli = Cli.of(archive);
    }

    /** jFLAC tells of a kind of block on standard output, where only the result belongs. */
    @Test
    void whatADecoderPrintsIsNotInTheDocument() throws IOException, InterruptedException {
        byte[] damaged = Files.readAllBytes(Path.of(
                System.getProperty("whisperbench.checkout"),
                "platform/core/src/test/resources/org/whisperbench/platform/audio/24-bit.flac"));
        damaged[140] = 94;
        damaged[270] = 63;
        damaged[503] = (byte) 152;
        Path file = Files.write(archive.home().resolve("escaped.flac"), damaged);

        Run run = cli.run("transcribe", "--json", file.toString(), SAID).ends(Run.NOT_WELL);

        assertTrue(run.json().path("files").isArray(), run::toString);
        Run log = cli.run("transcribe", "--log-format", "json", file.toString());
        assertEquals(Run.NOT_WELL, log.exitCode(), log::toString);
        assertTrue(log.err().contains("printed by a library: readResidual"), log::toString);
        assertFalse(log.out().contains("readResidual"), log::toString);
    }

    @Test
    void eachFileHasItsAnswerAndTheLastIsHeardLikeTheFirst() throws IOException, InterruptedException {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put(SAID, "complete " + TEXT);
        put(
                expected,
                "empty.wav",
                new byte[0],
                "failed audio file 'empty.wav' is empty (0 bytes); record or copy it again");
        put(expected, "nothing.wav", wav(RATE, 1, new short[0]), "complete ");
        put(expected, "brief.wav", wav(RATE, 1, new short[RATE / 20]), "complete ");
        put(expected, "silent.wav", wav(RATE, 1, new short[2 * RATE]), "complete ");
        put(expected, "constant.wav", wav(RATE, 1, filled(2 * RATE)), "complete ");
        put(expected, "clipped.wav", wav(RATE, 1, square()), "complete ");
        put(
                expected,
                "cut-head.wav",
                Arrays.copyOf(wav(RATE, 1, square()), 30),
                "failed audio file 'cut-head.wav' has a format chunk of 10 bytes instead of at least 16; ");
        byte[] lying = Files.readAllBytes(archive.sample("digits-01.wav"));
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 1 << 30).putInt(40, 1 << 30);
        put(expected, "lying.wav", lying, "partial " + TEXT);
        put(
                expected,
                "no-channel.wav",
                wav(RATE, 0, filled(10)),
                "failed audio file 'no-channel.wav' has no channel; ");
        put(expected, "no-numbers.wav", noNumbers(), "complete ");
        put(expected, "ultrasound.wav", wav(384_000, 32, filled(32 * 384_000 / 4)), "complete ");
        put(
                expected,
                "text.wav",
                "not sound\n".getBytes(StandardCharsets.US_ASCII),
                "failed audio file 'text.wav' is text, not sound; name a sound file");
        Files.createDirectory(archive.home().resolve("folder.wav"));
        expected.put("folder.wav", "failed audio file 'folder.wav' is a directory; name a file in it");
        expected.put("samples/digits-12.wav", "complete ");
        List<String> words = new ArrayList<>(List.of("transcribe", "-b", "onnx", "--json"));
        words.addAll(expected.keySet());

        Run run = cli.run(words.toArray(String[]::new)).ends(Run.NOT_WELL);

        JsonNode files = run.json().at("/files");
        assertEquals(expected.size(), files.size(), run::toString);
        int index = 0;
        for (Map.Entry<String, String> answer : expected.entrySet()) {
            JsonNode file = files.get(index++);
            String found =
                    file.at("/outcome").asString() + " " + file.at("/message").asString("")
                            + file.at("/transcription/text").asString("");
            assertTrue(found.startsWith(answer.getValue()), () -> answer + " but " + file);
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no named pipes there that mkfifo makes")
    void aPipeIsHeardAndSoIsStandardInput() throws IOException, InterruptedException {
        Path pipe = archive.home().resolve("pipe.wav");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        byte[] said = Files.readAllBytes(archive.sample("digits-01.wav"));
        Cli.Running running = cli.start("transcribe", "-b", "onnx", "pipe.wav");
        Files.write(pipe, said);
        assertEquals(TEXT + "\n", running.end().ends(Run.WELL).out());

        Process process = cli.process("transcribe", "-b", "onnx", "-")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (OutputStream input = process.getOutputStream()) {
            input.write(said);
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(TEXT + "\n", out);
    }

    private static void put(Map<String, String> expected, String name, byte[] content, String answer)
            throws IOException {
        Files.write(archive.home().resolve(name), content);
        expected.put(name, answer);
    }

    private static short[] filled(int count) {
        short[] samples = new short[count];
        Arrays.fill(samples, (short) 8192);
        return samples;
    }

    private static short[] square() {
        short[] samples = new short[2 * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        return samples;
    }

    private static byte[] wav(int rate, int channels, short... samples) {
        ByteBuffer sound = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        sound.asShortBuffer().put(samples);
        return wav(new int[] {1, channels, rate, 16}, sound.array());
    }

    private static byte[] noNumbers() {
        ByteBuffer sound = ByteBuffer.allocate(4 * RATE).order(ByteOrder.LITTLE_ENDIAN);
        while (sound.hasRemaining()) {
            sound.putFloat(Float.NaN);
        }
        return wav(new int[] {3, 1, RATE, 32}, sound.array());
    }

    /** Of a tag, a number of channels, a rate and a number of bits. */
    private static byte[] wav(int[] format, byte[] sound) {
        ByteBuffer file = ByteBuffer.allocate(44 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
        int frameBytes = format[1] * format[3] / 8;
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + sound.length);
        file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        file.putShort((short) format[0]).putShort((short) format[1]).putInt(format[2]);
        file.putInt(format[2] * frameBytes).putShort((short) frameBytes).putShort((short) format[3]);
        file.put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(sound.length)
                .put(sound);
        return file.array();
    }
}
