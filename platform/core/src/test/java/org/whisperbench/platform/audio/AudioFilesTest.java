package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioFilesTest {

    private static final double STEP = 1.0 / 32_768;

    @TempDir
    Path folder;

    private Path scratch;
    private AudioFiles files;

    @BeforeEach
    void openScratch() {
        scratch = folder.resolve("scratch");
        files = new AudioFiles(scratch);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, 008040ff, -1 0 -0.5 0.9921875",
        "1, 16, 0080000000c0ff7f, -1 0 -0.5 0.999969",
        "1, 24, 0000800000000000c0ffff7f, -1 0 -0.5 0.999969",
        "1, 32, 0000008000000000000000c0ffffff7f, -1 0 -0.5 0.999969",
        "3, 32, 000080bf00000000000000bf0000803f, -1 0 -0.5 0.999969",
        "3, 64, 000000000000f0bf0000000000000000000000000000e0bf0000000000000040, -1 0 -0.5 0.999969",
        "6, 8, 2ad5aa55, -0.984375 0.000244 0.984375 -0.000244",
        "7, 8, 00ff807f, -0.980347 0 0.980347 0",
    })
    void everyEncodingBecomesTheSameNumbers(int tag, int bits, String hex, String expected) throws Exception {
        byte[] frames = HexFormat.of().parseHex(hex);
        double[] wanted = Arrays.stream(expected.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        for (boolean extensible : new boolean[] {false, true}) {
            for (int channels : new int[] {1, 2, 6, 64}) {
                WavBuilder wav = new WavBuilder().format(tag, bits).channels(channels);
                wav = extensible ? wav.extensible() : wav;
                Path file = wav.sound(repeated(frames, bits / 8, channels)).write(folder.resolve("a.wav"));

                assertSamples(wanted, file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFF", "RIFX", "RF64", "BW64"})
    void everyContainerHoldsTheSameSound(String container) throws Exception {
        WavBuilder wav = new WavBuilder().container(container).channels(2);
        Path file = wav.shorts((short) 100, (short) 300, (short) -20_000, (short) 20_000, (short) 7, (short) 7)
                .after(WavBuilder.chunk("LIST", 26))
                .write(folder.resolve("a.wav"));

        assertSamples(new double[] {200 * STEP, 0, 7 * STEP}, file);
        try (DecodedAudio audio = files.open(file)) {
            assertEquals(
                    AudioSource.of(
                            new SoundFormat(container, SampleEncoding.PCM, 16, 16_000, 2, "whisperbench"),
                            3,
                            AudioDamage.NONE),
                    audio.source());
        }
    }

    @Test
    void bigEndianSamplesOfThreeBytesAreRead() throws Exception {
        Path file = new WavBuilder()
                .container("RIFX")
                .format(1, 24)
                .sound(new byte[] {(byte) 0xC0, 0, 0, 0, 1, 0})
                .write(folder.resolve("a.wav"));

        assertSamples(new double[] {-0.5, STEP}, file);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 8000, 11_025, 15_999, 16_001, 22_050, 44_100, 47_999, 48_000, 96_000, 192_000, 768_000})
    void everyRateKeepsDurationLevelAndTime(int rate) throws Exception {
        int frames = Math.max(3, rate / 2 + 1);
        Path file = new WavBuilder()
                .rate(rate)
                .channels(2)
                .tone(rate < 8000 ? 0 : 440, 0.5, frames)
                .write(folder.resolve("a.wav"));

        try (DecodedAudio audio = files.open(file)) {
            float[] samples = all(audio);

            assertEquals(Math.round((double) frames * 16_000 / rate), audio.sampleCount());
            assertEquals(rate, audio.source().sampleRateHz());
            for (int i = samples.length / 4; i < samples.length * 3 / 4; i++) {
                double wanted = rate < 8000 ? 0 : 0.5 * Math.sin(2 * Math.PI * 440 * i / 16_000);
                assertEquals(wanted, samples[i], 1e-4);
            }
        }
    }

    @Test
    void chunksOfAnyKindMayStandBeforeTheSound() throws Exception {
        byte[] chunks = WavBuilder.join(
                WavBuilder.chunk("JUNK", 0),
                WavBuilder.chunk("bext", 603),
                WavBuilder.chunk("fact", 4),
                WavBuilder.chunk("LIST", 1));
        Path file =
                new WavBuilder().before(chunks).shorts((short) 5, (short) -5).write(folder.resolve("a.wav"));

        assertSamples(new double[] {5 * STEP, -5 * STEP}, file);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "4294967295, 4294967295", "36, 0", "2147479588, 2147479552"})
    void aPipedFileReachesToItsEnd(long riffBytes, long dataBytes) throws Exception {
        Path file = new WavBuilder()
                .declaring(riffBytes, dataBytes)
                .shorts((short) 1, (short) 2, (short) 3)
                .write(folder.resolve("a.wav"));

        assertSamples(new double[] {STEP, 2 * STEP, 3 * STEP}, file);
        try (DecodedAudio audio = files.open(file)) {
            assertFalse(audio.source().truncated());
            assertNotEquals(file, audio.wav(), "its head is completed in a copy");
        }
    }

    @Test
    void aPipedWideFileReachesToItsEnd() throws Exception {
        byte[] bytes = new WavBuilder().container("RF64").shorts((short) 1).bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(28, 0);
        Path file = Files.write(folder.resolve("a.wav"), bytes);

        assertSamples(new double[] {STEP}, file);
    }

    @Test
    void aFinishedFileWithoutSoundIsEmpty() throws Exception {
        Path file = new WavBuilder().after(WavBuilder.chunk("LIST", 4)).write(folder.resolve("a.wav"));

        try (DecodedAudio audio = files.open(file)) {
            assertEquals(0, audio.sampleCount());
            assertEquals(0, audio.read(0, new float[8]));
        }
    }

    @ParameterizedTest
    @CsvSource({"RIFF, 8", "RIFF, 7", "RF64, 100"})
    void aFileCutShortSaysSo(String container, int declared) throws Exception {
        WavBuilder wav = new WavBuilder().container(container).declaring(0, declared);
        Path file = wav.sound(new byte[] {1, 0, 2, 0, 3}).write(folder.resolve("a.wav"));

        try (DecodedAudio audio = files.open(file)) {
            assertTrue(audio.source().truncated());
            assertEquals(2, audio.sampleCount());
            assertNotEquals(file, audio.wav());
        }
    }

    @Test
    void aWideSizeBeyondAllBoundsIsAFileCutShort() throws Exception {
        byte[] bytes = new WavBuilder().container("RF64").shorts((short) 1).bytes();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(28, Long.MIN_VALUE);
        Path file = Files.write(folder.resolve("a.wav"), bytes);

        try (DecodedAudio audio = files.open(file)) {
            assertTrue(audio.source().truncated());
            assertEquals(1, audio.sampleCount());
        }
    }

    @Test
    void numbersThatAreNoneBecomeSilenceAndAreCounted() throws Exception {
        ByteBuffer sound = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        sound.putDouble(Double.NaN).putDouble(0.5).putDouble(Double.POSITIVE_INFINITY);
        sound.putDouble(Double.NEGATIVE_INFINITY).putDouble(1e308).putDouble(-1e308);
        Path file =
                new WavBuilder().format(3, 64).channels(2).sound(sound.array()).write(folder.resolve("a.wav"));

        assertSamples(new double[] {0.25, 0, 0}, file);
        try (DecodedAudio audio = files.open(file)) {
            assertEquals(3, audio.source().nonFiniteSamples());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 44_100})
    void valuesBeyondTheRangeAreClippedAndDoNotWrap(int rate) throws Exception {
        Path file = new WavBuilder().rate(rate).tone(100, 30, rate / 10).write(folder.resolve("a.wav"));

        try (DecodedAudio audio = files.open(file)) {
            float[] samples = all(audio);

            assertEquals(32_767f / 32_768, samples[40]);
            assertEquals(-1f, samples[120]);
            for (int i = 2; i < 78; i++) {
                assertTrue(samples[i] > 0.9, "sample " + i + " is " + samples[i]);
            }
        }
    }

    @Test
    void aCanonicalFileIsUsedInPlaceAndOutlivesTheAudio() throws Exception {
        Path file = new WavBuilder()
                .before(WavBuilder.chunk("LIST", 26))
                .shorts((short) 1, (short) -32_768)
                .write(folder.resolve("a.wav"));

        DecodedAudio audio = files.open(file);
        assertEquals(file, audio.wav());
        assertEquals(file, audio.file());
        assertArrayEquals(new float[] {1 / 32_768f, -1}, all(audio));
        audio.close();

        assertTrue(Files.exists(file));
        assertFalse(Files.exists(scratch), "nothing was written");
    }

    @Test
    void whatIsWrittenIsCanonicalAndGoesWithTheAudio() throws Exception {
        Path file = new WavBuilder().channels(2).shorts((short) 1, (short) 3).write(folder.resolve("a.wav"));

        DecodedAudio audio = files.open(file);
        byte[] written = Files.readAllBytes(audio.wav());
        assertArrayEquals(new WavBuilder().shorts((short) 2).bytes(), written);
        assertTrue(audio.wav().isAbsolute());
        audio.close();
        audio.close();

        assertTrue(Files.exists(file));
        try (Stream<Path> left = Files.list(scratch)) {
            assertEquals(0, left.count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words.wav", "it's $HOME `x`.wav", "日本語 é\uD83D\uDE00.wav", "no-extension", "-f.wav"})
    void anyNameOpens(String name) throws Exception {
        Path file = new WavBuilder().channels(2).shorts((short) 2, (short) 2).write(folder.resolve(name));

        assertSamples(new double[] {2 * STEP}, file);
    }

    @Test
    void theHashIsThatOfTheSource() throws Exception {
        Path file = new WavBuilder().channels(2).shorts((short) 1, (short) 1).write(folder.resolve("a.wav"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));

        try (DecodedAudio audio = files.open(file)) {
            assertEquals(HexFormat.of().formatHex(hash), audio.sourceSha256());
        }
    }

    private void assertSamples(double[] expected, Path file) throws InterruptedException {
        try (DecodedAudio audio = files.open(file)) {
            float[] found = all(audio);
            assertEquals(expected.length, found.length);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], found[i], STEP / 2);
            }
        }
    }

    private static float[] all(DecodedAudio audio) {
        float[] samples = new float[(int) audio.sampleCount()];
        assertEquals(samples.length, audio.read(0, samples));
        return samples;
    }

    private static byte[] repeated(byte[] samples, int width, int times) {
        ByteBuffer repeated = ByteBuffer.allocate(samples.length * times);
        for (int i = 0; i < samples.length; i += width) {
            for (int c = 0; c < times; c++) {
                repeated.put(samples, i, width);
            }
        }
        return repeated.array();
    }
}
