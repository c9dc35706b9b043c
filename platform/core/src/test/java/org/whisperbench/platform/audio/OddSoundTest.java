package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.whisperbench.api.WhisperException;

/** Sound that nobody would call a recording: each kind has the one answer that the page on sound files tells. */
class OddSoundTest {

    private static final int RATE = 16_000;

    @TempDir
    Path folder;

    /** Found by damaged heads: the library that decodes never came back. */
    @Test
    @Timeout(60)
    void aFlacFileWithMoreSoundThanItDeclaresEndsWhereItDeclares() throws Exception {
        byte[] flac = Files.readAllBytes(RealFiles.path("stereo.flac"));
        int total = 4 + 4 + 13;
        flac[total] &= (byte) 0xF0;
        ByteBuffer.wrap(flac).putInt(total + 1, 4410);
        Path file = Files.write(folder.resolve("short.flac"), flac);

        try (DecodedAudio audio = files(new byte[0]).open(file)) {
            assertEquals(1600, audio.sampleCount());
            assertTrue(audio.source().damage().surplus(), "what the head does not tell of is missing");
            assertFalse(audio.source().damage().truncated(), "it does not end early");
        }
    }

    @Test
    void anAiffFileWithMoreSoundThanItDeclaresIsPartial() throws Exception {
        byte[] aiff = Files.readAllBytes(RealFiles.path("16-bit.aiff"));
        int common = new String(aiff, StandardCharsets.ISO_8859_1).indexOf("COMM");
        ByteBuffer.wrap(aiff).putInt(common + 8 + 2, 1000);
        Path file = Files.write(folder.resolve("short.aiff"), aiff);

        try (DecodedAudio audio = files(new byte[0]).open(file)) {
            assertTrue(audio.source().damage().surplus());
            assertTrue(audio.source().truncated(), "so the transcript is partial");
            assertFalse(audio.source().damage().truncated(), "it does not end early");
        }
    }

    @Test
    void whatDoesNotFitOnTheDiskIsRefusedBeforeItIsWritten() throws IOException {
        FreeRoom room = new FreeRoom(folder, Path.of("a.wav"));
        room.require(0);

        WhisperException refused = assertThrows(WhisperException.class, () -> room.require(1L << 60));

        assertTrue(
                String.valueOf(refused.getMessage())
                        .startsWith(
                                "audio file 'a.wav' becomes 1099511627776 MiB, which do not fit into '" + folder + "'"),
                refused::getMessage);
    }

    /** Found by damaged heads, too: at the end of the file the library began again and again. */
    @Test
    @Timeout(60)
    void aFlacFileWhoseLastHeadIsDamagedIsRefused() throws Exception {
        byte[] flac = Arrays.copyOf(Files.readAllBytes(RealFiles.path("stereo.flac")), 632);
        flac[109] = (byte) 0xFA;
        Path file = Files.write(folder.resolve("damaged.flac"), flac);

        String refusal = RealFiles.refusal(() -> files(new byte[0]).open(file));

        assertTrue(
                refusal.contains("is a FLAC file, damaged or of a sort that is not read here, which needs ffmpeg"),
                refusal);
    }

    /** Kinds of files, what each holds, and what is said of it: samples and damage, or why it is refused. */
    static List<Odd> kinds() {
        return List.of(
                odd("empty", new byte[0], "refused: is empty (0 bytes); record or copy it again"),
                odd("a head without sound", new WavBuilder().bytes(), "0 samples"),
                odd("a twentieth of a second", shorts(RATE / 20, i -> i % 100), "800 samples from 0 to 99"),
                odd("silent", shorts(RATE, i -> 0), "16000 samples from 0 to 0"),
                odd(
                        "clipped",
                        shorts(RATE, i -> i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE),
                        "16000 samples from -32768 to 32767"),
                odd("constant", shorts(RATE, i -> 8192), "16000 samples from 8192 to 8192"),
                odd("beyond the range", floats(1, 2.5f, -1e30f, 0.5f), "3 samples from -32768 to 32767"),
                odd(
                        "no numbers",
                        floats(1, Float.NaN, Float.POSITIVE_INFINITY, 0.25f),
                        "3 samples from 0 to 8192, 2 no numbers"),
                odd(
                        "a head cut off",
                        Arrays.copyOf(shorts(10, i -> i), 30),
                        "refused: has a format chunk of 10 bytes instead of at least 16; convert"),
                odd(
                        "a size too large",
                        new WavBuilder()
                                .declaring(1 << 30, 1 << 30)
                                .shorts((short) 1, (short) 2)
                                .bytes(),
                        "2 samples from 1 to 2, cut short"),
                odd(
                        "a size too small",
                        new WavBuilder()
                                .declaring(36 + 8 * 3, 8)
                                .sound(new byte[] {
                                    1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8, 0, 9, 0, 10, 0, 11, 0, 12, 0
                                })
                                .bytes(),
                        "4 samples from 1 to 4, goes on"),
                odd(
                        "a size of sox, which could not tell it",
                        new WavBuilder()
                                .declaring(0x7FFF_F024L, 0x7FFF_F000L)
                                .shorts((short) 1, (short) 2)
                                .bytes(),
                        "2 samples from 1 to 2"),
                odd(
                        "no size",
                        new WavBuilder()
                                .declaring(0, 0)
                                .shorts((short) 1, (short) 2)
                                .bytes(),
                        "2 samples from 1 to 2"),
                odd(
                        "no channel",
                        new WavBuilder().channels(0).shorts((short) 1).bytes(),
                        "refused: has no channel; convert"),
                odd(
                        "no rate",
                        new WavBuilder().rate(0).shorts((short) 1).bytes(),
                        "refused: has 0 samples a second where 100 to 768000 are read; convert"),
                odd(
                        "a sample each second, which would become 16000",
                        new WavBuilder()
                                .rate(1)
                                .format(1, 8)
                                .sound(new byte[130_000])
                                .bytes(),
                        "refused: has 1 samples a second where 100 to 768000 are read; convert"),
                odd("ultrasound of 32 channels", ultrasound(), "16000 samples from 8192 to 8192"),
                odd(
                        "text",
                        "not sound\n".getBytes(StandardCharsets.US_ASCII),
                        "refused: is text, not sound; name a sound file"),
                odd(
                        "text in UTF-16",
                        "\uFEFFnot sound\r\n".getBytes(StandardCharsets.UTF_16LE),
                        "refused: is text, not sound; name a sound file"),
                odd(
                        "text in UTF-16 of the other order",
                        "\uFEFF\u7121\u97F3\u8072".getBytes(StandardCharsets.UTF_16BE),
                        "refused: is text, not sound; name a sound file"),
                odd(
                        "the head of a frame and no sound",
                        new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x64},
                        "refused: is an MP3 file, damaged or of a sort that is not read here, which needs ffmpeg; install"),
                odd(
                        "noise",
                        new byte[] {0, 1, 2, (byte) 0x80, 9},
                        "refused: is no kind of sound file that is known here; name"));
    }

    private static Odd odd(String name, byte[] bytes, String answer) {
        return new Odd(name, bytes, answer);
    }

    private static final class Odd {

        private final String name;
        private final byte[] bytes;
        private final String answer;

        Odd(String name, byte[] bytes, String answer) {
            this.name = name;
            this.bytes = bytes;
            this.answer = answer;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] shorts(int count, IntUnaryOperator values) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) values.applyAsInt(i);
        }
        return new WavBuilder().shorts(samples).bytes();
    }

    private static byte[] floats(int channels, float... values) {
        ByteBuffer sound = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            sound.putFloat(value);
        }
        return new WavBuilder()
                .format(3, 32)
                .channels(channels)
                .sound(sound.array())
                .bytes();
    }

    /** A second of a constant: 12 million numbers. */
    private static byte[] ultrasound() {
        short[] samples = new short[32 * 384_000];
        Arrays.fill(samples, (short) 8192);
        return new WavBuilder().rate(384_000).channels(32).shorts(samples).bytes();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindHasItsAnswer(Odd odd) throws Exception {
        Path file = Files.write(folder.resolve("odd.wav"), odd.bytes);

        String answer = answer(file, new byte[0]);

        assertEquals(odd.answer, answer.substring(0, Math.min(odd.answer.length(), answer.length())), answer);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theAnswerIsTheSameThroughStandardInput(Odd odd) throws Exception {
        String answer = answer(AudioFiles.STANDARD_INPUT, odd.bytes);

        assertEquals(odd.answer, answer.substring(0, Math.min(odd.answer.length(), answer.length())), answer);
    }

    @Test
    void aFolderIsRefused() throws Exception {
        assertEquals("refused: is a directory; name a file in it", answer(folder, new byte[0]));
    }

    /** What became of it: of the samples those in the middle, since a change of the rate rings at both ends. */
    private String answer(Path file, byte[] input) throws InterruptedException, IOException {
        try (DecodedAudio audio = files(input).open(file)) {
            float[] samples = new float[(int) audio.sampleCount()];
            assertEquals(samples.length, audio.read(0, samples));
            return samples.length + " samples" + range(samples) + damage(audio.source());
        } catch (WhisperException e) {
            String message = String.valueOf(e.getMessage());
            assertFalse(message.contains("\n"), message);
            return "refused: " + message.replaceFirst("^(audio file '[^']*'|standard input) ", "");
        }
    }

    private AudioFiles files(byte[] input) {
        return new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> new ByteArrayInputStream(input));
    }

    private static String range(float[] samples) {
        int edge = samples.length < RATE ? 0 : samples.length / 4;
        int least = Integer.MAX_VALUE;
        int greatest = Integer.MIN_VALUE;
        for (int i = edge; i < samples.length - edge; i++) {
            least = Math.min(least, Math.round(samples[i] * 32_768));
            greatest = Math.max(greatest, Math.round(samples[i] * 32_768));
        }
        return samples.length == 0 ? "" : " from " + least + " to " + greatest;
    }

    private static String damage(AudioSource source) {
        return (source.damage().truncated() ? ", cut short" : "")
                + (source.damage().surplus() ? ", goes on" : "")
                + (source.nonFiniteSamples() > 0 ? ", " + source.nonFiniteSamples() + " no numbers" : "");
    }
}
