package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files that were taken for less, or for more, than they are; see {@link RealFiles} for their sound. */
class OddFilesOfLibrariesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "stereo.mp3, stereo.mp3, -45",
        "id3.mp3, stereo.mp3, -45",
        "stereo.mp3, id3.mp3, -39",
        "stereo.flac, stereo.flac, -80",
    })
    void filesThatWereJoinedAreOne(String first, String second, double decibels) throws Exception {
        try (DecodedAudio audio = open(joined(bytes(first), bytes(second)))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            float[] found = RealFiles.samples(audio);
            assertEquals(2 * RealFiles.SAMPLES, found.length);
            double error = RealFiles.errorDecibels(
                    Arrays.copyOfRange(found, found.length - RealFiles.SAMPLES, found.length), 0);
            assertTrue(error <= decibels, "error of " + error + " dB in the second");
        }
    }

    @Test
    void aTagOfOldBetweenThemIsPassedOver() throws Exception {
        byte[] tag = Arrays.copyOf("TAG a title".getBytes(StandardCharsets.US_ASCII), 128);

        try (DecodedAudio audio = open(joined(bytes("stereo.mp3"), tag, bytes("id3.mp3"), tag))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            assertEquals(2 * RealFiles.SAMPLES, audio.sampleCount());
        }
    }

    /** A tag of LAME with a count of frames only, as editors leave it; of the seek table nothing is used. */
    @Test
    void aFirstThatCountsFramesOnlyEndsWithThem() throws Exception {
        byte[] first = framesOnly(bytes("stereo.mp3"));

        try (DecodedAudio audio = open(joined(first, bytes("id3.mp3"), first))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            float[] found = RealFiles.samples(audio);
            assertEquals(3 * RealFiles.SAMPLES, found.length);
            for (int part = 0; part < 3; part++) {
                double error = RealFiles.errorDecibels(
                        Arrays.copyOfRange(found, part * RealFiles.SAMPLES, (part + 1) * RealFiles.SAMPLES), 0);
                assertTrue(error <= -39, "error of " + error + " dB in part " + part);
            }
        }
    }

    @Test
    void aFileThatCountsMoreFramesThanItHasIsCutShort() throws Exception {
        byte[] first = framesOnly(bytes("stereo.mp3"));

        try (DecodedAudio audio = open(joined(Arrays.copyOf(first, first.length * 3 / 4)))) {
            assertTrue(audio.source().truncated());
            assertTrue(audio.sampleCount() > RealFiles.SAMPLES / 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 46})
    void anMp3FileWithMoreFramesThanItsTagCountsIsPartial(int counted) throws Exception {
        byte[] file = bytes("stereo.mp3");
        assertEquals(47, ByteBuffer.wrap(file).getInt(36 + 8), "frames");
        ByteBuffer.wrap(file).putInt(36 + 8, counted);

        try (DecodedAudio audio = open(joined(file))) {
            assertTrue(audio.source().damage().surplus(), "what the tag does not count is missing");
            assertFalse(audio.source().damage().truncated(), "it does not end early");
            int sound = counted * 1152 - 576 - 648;
            assertEquals(Math.round(sound * 16_000.0 / 44_100), audio.sampleCount());
        }
    }

    /** Bytes of something else among the frames that are counted: then all of it is sound, with the delay of the encoder. */
    @Test
    void whereTheFramesOfAFirstDoNotEndNothingIsLost() throws Exception {
        byte[] first = framesOnly(bytes("stereo.mp3"));
        byte[] half = Arrays.copyOf(first, first.length / 2);
        byte[] rest = Arrays.copyOfRange(first, first.length / 2, first.length);

        try (DecodedAudio audio = open(joined(half, new byte[64], rest, bytes("stereo.mp3")))) {
            assertTrue(audio.sampleCount() > 2 * RealFiles.SAMPLES - 2000, () -> "samples: " + audio.sampleCount());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesWithTheTagOfFraunhoferAreNotCut(boolean first) throws Exception {
        byte[] tagged = ofFraunhofer(bytes("stereo.mp3"));
        byte[] other = bytes("stereo.mp3");

        try (DecodedAudio audio = open(joined(first ? tagged : other, first ? other : tagged))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            float[] found = RealFiles.samples(audio);
            int delay = found.length - 2 * RealFiles.SAMPLES;
            assertTrue(delay >= 0 && delay < 2500, "samples: " + found.length);
            int begins = first ? RealFiles.lateness(found, 2000) : 0;
            assertTrue(RealFiles.errorDecibels(found, begins) < -30, "error in the first");
        }
    }

    /** Where the tag of LAME is there stands a frame with Fraunhofer's. */
    private static byte[] ofFraunhofer(byte[] file) {
        byte[] changed = file.clone();
        int frame = 417;
        Arrays.fill(changed, 4, frame, (byte) 0);
        ByteBuffer.wrap(changed)
                .put(36, "VBRI".getBytes(StandardCharsets.US_ASCII))
                .putShort(40, (short) 1)
                .putInt(46, file.length)
                .putInt(50, 47);
        return changed;
    }

    /** Takes the count of bytes out of a tag, and moves what is behind it. */
    private static byte[] framesOnly(byte[] file) {
        byte[] changed = file.clone();
        int tag = 36;
        int encoder = tag + 8 + 4 + 4 + 100 + 4;
        System.arraycopy(file, encoder, changed, tag + 12, 36);
        Arrays.fill(changed, tag + 12 + 36, encoder + 36, (byte) 0);
        ByteBuffer.wrap(changed).putInt(tag + 4, 1);
        return changed;
    }

    /** What is before the first frame may look like heads of others. */
    @Test
    void aFalseHeadInFrontIsPassedOver() throws Exception {
        byte[] front = new byte[100];
        ByteBuffer.wrap(front).putInt(0xFFF3_4064).putInt(60, 0xFFFD_8004);

        try (DecodedAudio audio = open(joined(front, bytes("stereo.mp3")))) {
            assertEquals(44_100, audio.source().sampleRateHz());
            assertEquals(AudioDamage.NONE, audio.source().damage());
            assertTrue(RealFiles.errorDecibels(RealFiles.samples(audio), 0) < -45);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fragmented.m4a, 'is a fragmented MP4 file, which needs ffmpeg'",
        "quicktime.mov, 'is an MP4 file, damaged or of a sort that is not read here, which needs ffmpeg'",
    })
    void whatALibraryWouldLoseIsLeftToFfmpeg(String name, String expected) throws Exception {
        String message = RealFiles.refusal(() -> open(RealFiles.path(name)));

        assertTrue(message.contains(expected + "; install ffmpeg"), message);
    }

    /** The library would take 2 GiB for the name of the encoder, or for a list of comments, and fill them. */
    @ParameterizedTest
    @ValueSource(ints = {7, 24})
    void commentsThatLieAboutTheirLengthAreNoDamage(int at) throws Exception {
        byte[] original = bytes("stereo.ogg");
        byte[] lying = original.clone();
        int comments = new String(original, StandardCharsets.ISO_8859_1).indexOf("\3vorbis");
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(comments + at, Integer.MAX_VALUE - 8);
        OggPages.seal(lying, original);

        try (DecodedAudio audio = open(joined(lying))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            assertTrue(RealFiles.errorDecibels(RealFiles.samples(audio), 0) < -30);
        }
    }

    /** The library would count without end. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aBookWithoutDimensionsIsRefused() throws Exception {
        byte[] original = bytes("stereo.ogg");
        byte[] damaged = original.clone();
        int books = new String(original, StandardCharsets.ISO_8859_1).indexOf("\5vorbis");
        int four = 2170;
        damaged[books + four] ^= 1 << 5;
        OggPages.seal(damaged, original);

        String message = RealFiles.refusal(() -> open(joined(damaged)));

        assertTrue(message.contains("is an Ogg file, damaged or of a sort that is not read here"), message);
    }

    /** Frames with spectral band replication that only they tell of have twice the rate of the head. */
    @Test
    void aRateThatOnlyTheFramesTellIsTheRate() throws Exception {
        Path file = Files.write(folder.resolve("sbr.aac"), Adts.withReplication(bytes("adts.aac")));

        try (DecodedAudio audio = open(file)) {
            assertEquals(88_200, audio.source().sampleRateHz());
            assertFalse(audio.source().truncated());
            float[] found = RealFiles.samples(audio);
            assertTrue(found.length >= RealFiles.SAMPLES && found.length < RealFiles.SAMPLES + 2000);
            double error = RealFiles.errorDecibels(found, RealFiles.lateness(found, 1000));
            assertTrue(error < -20, "error of " + error + " dB");
        }
    }

    /** As sox writes it, which cannot go back, and as ffmpeg does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAiffFileFromAPipeReachesToItsEnd(boolean sox) throws Exception {
        byte[] bytes = bytes("16-bit.aiff");
        String letters = new String(bytes, StandardCharsets.ISO_8859_1);
        ByteBuffer.wrap(bytes)
                .putInt(4, sox ? 0x7F00_0050 : 0)
                .putInt(letters.indexOf("COMM") + 10, sox ? 0x7F00_0000 / 4 : 0)
                .putInt(letters.indexOf("SSND") + 4, sox ? 0x7F00_0008 : 0);

        try (DecodedAudio audio = open(Files.write(folder.resolve("piped.aiff"), bytes))) {
            assertFalse(audio.source().truncated());
            assertEquals(RealFiles.SAMPLES, audio.sampleCount());
            assertTrue(RealFiles.errorDecibels(RealFiles.samples(audio), 0) < -80);
        }
    }

    private static byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(RealFiles.path(name));
    }

    private Path joined(byte[]... parts) throws Exception {
        return Files.write(folder.resolve("joined"), WavBuilder.join(parts));
    }

    private DecodedAudio open(Path file) throws InterruptedException {
        return new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file);
    }
}
