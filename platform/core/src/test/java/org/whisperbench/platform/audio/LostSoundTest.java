package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is lost inside a file is counted, and what follows keeps its time; what is behind a file is not lost. */
class LostSoundTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"no-tag.mp3, false", "no-tag.mp3, true", "no-tag-mono.mp3, true", "mpeg-2.mp3, true"})
    void lostFramesOfMpegAudioAreSilent(String name, boolean zeros) throws Exception {
        byte[] bytes = bytes(name);
        byte[] noise = new byte[bytes.length / 5];
        if (!zeros) {
            new Random(7).nextBytes(noise);
        }
        System.arraycopy(noise, 0, bytes, bytes.length * 2 / 5, noise.length);

        requireTimes(name, bytes, -20);
    }

    /** How much was taken out nothing tells. */
    @Test
    void bytesThatWereTakenOutOfMpegAudioAreCounted() throws Exception {
        byte[] bytes = bytes("no-tag.mp3");
        int half = bytes.length / 2;

        try (DecodedAudio audio =
                open(Arrays.copyOf(bytes, half), Arrays.copyOfRange(bytes, half + 1000, bytes.length))) {
            assertTrue(audio.source().damage().skippedBlocks() > 0, audio.source()::toString);
            assertTrue(audio.sampleCount() > RealFiles.SAMPLES * 4 / 5, () -> "samples: " + audio.sampleCount());
        }
    }

    @Test
    void mpegAudioThatEndsInsideAFrameIsPartial() throws Exception {
        byte[] bytes = bytes("no-tag.mp3");

        try (DecodedAudio audio = open(Arrays.copyOf(bytes, bytes.length * 3 / 4 + 10))) {
            assertTrue(audio.source().truncated());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo.ogg", "stereo.opus"})
    void lostPagesAreSilent(String name) throws Exception {
        List<byte[]> pages = OggPages.of(bytes(name));
        assertTrue(pages.size() > 8, "pages: " + pages.size());
        pages.subList(4, 6).clear();

        requireTimes(name, OggPages.join(pages), -12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo.ogg", "stereo.opus"})
    void aPageWithDamageIsSilent(String name) throws Exception {
        List<byte[]> pages = new ArrayList<>(OggPages.of(bytes(name)));
        pages.get(5)[60] ^= 0x55;

        requireTimes(name, OggPages.join(pages), -12);
    }

    /** Eleven days: nobody lost so much in so few bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"stereo.ogg", "stereo.opus"})
    void positionsThatAreFarOffAreNotBelieved(String name) throws Exception {
        List<byte[]> pages = OggPages.of(bytes(name));
        pages.subList(4, 5).clear();
        for (int i = 4; i < pages.size(); i++) {
            pages.set(i, OggPages.moved(pages.get(i), 48_000_000_000L));
        }

        try (DecodedAudio audio = open(OggPages.join(pages))) {
            assertTrue(audio.source().damage().skippedBlocks() > 0, audio.source()::toString);
            assertTrue(audio.sampleCount() <= RealFiles.SAMPLES, () -> "samples: " + audio.sampleCount());
            assertTrue(audio.sampleCount() > RealFiles.SAMPLES / 2, () -> "samples: " + audio.sampleCount());
        }
    }

    /** As a recording of a station begins: not at position 0. */
    @ParameterizedTest
    @ValueSource(strings = {"stereo.ogg", "stereo.opus"})
    void whatWasCutOutOfALongerStreamIsAllThere(String name) throws Exception {
        List<byte[]> pages = OggPages.of(bytes(name));
        for (int i = 0; i < pages.size(); i++) {
            boolean head = pages.get(i)[6] == 0 && pages.get(i)[7] == 0 && pages.get(i)[8] == 0;
            pages.set(i, head ? pages.get(i) : OggPages.moved(pages.get(i), 480_000_000));
        }

        try (DecodedAudio audio = open(OggPages.join(pages))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            assertTrue(
                    Math.abs(RealFiles.SAMPLES - audio.sampleCount()) <= 20, () -> "samples: " + audio.sampleCount());
        }
    }

    /** As who listens in the middle of what a station sends: the heads, then pages of minutes later. */
    @ParameterizedTest
    @ValueSource(strings = {"stereo.ogg", "stereo.opus"})
    void aCaptureDoesNotBeginWithTheSilenceOfWhatWasBefore(String name) throws Exception {
        List<byte[]> pages = OggPages.of(bytes(name));
        for (int i = 0; i < pages.size(); i++) {
            boolean head = pages.get(i)[6] == 0 && pages.get(i)[7] == 0 && pages.get(i)[8] == 0;
            pages.set(i, head ? pages.get(i) : OggPages.later(OggPages.moved(pages.get(i), 4_800_000), 5000));
        }

        try (DecodedAudio audio = open(OggPages.join(pages))) {
            assertTrue(audio.sampleCount() <= RealFiles.SAMPLES + 20, () -> "samples: " + audio.sampleCount());
            assertTrue(audio.sampleCount() > RealFiles.SAMPLES / 2, () -> "samples: " + audio.sampleCount());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stereo.mp3",
                "no-tag.mp3",
                "stereo.ogg",
                "stereo.opus",
                "stereo.m4a",
                "mono-faststart.m4a",
                "stereo.flac",
                "adts.aac"
            })
    void tagsAndZerosBehindAFileAreNoDamage(String name) throws Exception {
        byte[] tag = Arrays.copyOf("TAG a title".getBytes(StandardCharsets.US_ASCII), 128);
        long samples;
        try (DecodedAudio audio = open(bytes(name))) {
            samples = audio.sampleCount();
        }
        for (byte[] behind : List.of(
                new byte[500],
                new byte[10_000],
                tag,
                WavBuilder.join(new byte[40], tag),
                WavBuilder.join(apeOfVersionOne(60), tag),
                WavBuilder.join("LYRICSBEGIN[00:01]a lineLYRICSEND".getBytes(StandardCharsets.US_ASCII), tag),
                WavBuilder.join(
                        "LYRICSBEGININD0000200LYR00006a line000035LYRICS200".getBytes(StandardCharsets.US_ASCII),
                        tag))) {
            try (DecodedAudio audio = open(bytes(name), behind)) {
                assertEquals(AudioDamage.NONE, audio.source().damage());
                assertEquals(samples, audio.sampleCount());
            }
        }
    }

    /** An item and the footer, which the size counts; such a tag has no head. */
    private static byte[] apeOfVersionOne(int bytes) {
        ByteBuffer tag = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        tag.putInt(7).putInt(0).put("Title\0a title".getBytes(StandardCharsets.US_ASCII));
        tag.position(28);
        tag.put("APETAGEX".getBytes(StandardCharsets.US_ASCII))
                .putInt(1000)
                .putInt(bytes)
                .putInt(1)
                .putInt(0);
        return tag.array();
    }

    @Test
    void aTagThatLiesAboutItsSizeHidesNoLostFrames() throws Exception {
        byte[] noise = new byte[4000];
        new Random(3).nextBytes(noise);
        byte[] lyrics = "LYRICSBEGIN004500LYRICS200".getBytes(StandardCharsets.US_ASCII);

        for (byte[] lying : List.of(apeOfVersionOne(4500), apeOfVersionOne(20), apeOfVersionOne(-1), lyrics)) {
            try (DecodedAudio audio = open(bytes("no-tag.mp3"), noise, lying)) {
                assertTrue(audio.source().truncated());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-tag.mp3", "adts.aac"})
    void whatMayHaveBeenFramesBehindTheLastIsCounted(String name) throws Exception {
        byte[] noise = new byte[4000];
        new Random(3).nextBytes(noise);

        try (DecodedAudio audio = open(bytes(name), noise)) {
            assertTrue(audio.source().truncated());
        }
    }

    /** A bit of its rate is another, or one of its length, or its mark is gone. */
    @ParameterizedTest
    @CsvSource({"2, 4", "4, 64", "0, 255"})
    void aFrameOfAacWhoseHeaderIsDamagedCostsNoOther(int at, int bits) throws Exception {
        byte[] bytes = bytes("adts.aac");
        bytes[Adts.frame(bytes, 30) + at] ^= (byte) bits;
        int whole;
        try (DecodedAudio audio = open(bytes("adts.aac"))) {
            whole = RealFiles.samples(audio).length;
        }

        try (DecodedAudio audio = open(bytes)) {
            assertEquals(new AudioDamage(false, 0, 1), audio.source().damage());
            assertEquals(whole - 1024 * 16_000 / 44_100, RealFiles.samples(audio).length, 2);
        }
    }

    @Test
    void blocksOfAFrameThatAreNotDecodedAreCounted() throws Exception {
        byte[] bytes = bytes("adts.aac");
        bytes[Adts.frame(bytes, 30) + 6] |= 2;

        try (DecodedAudio audio = open(bytes)) {
            assertEquals(new AudioDamage(false, 0, 2), audio.source().damage());
        }
    }

    /** The last quarter is where it was, within what a decoder needs to find in again. */
    private void requireTimes(String name, byte[] damaged, double decibels) throws Exception {
        float[] whole;
        try (DecodedAudio audio = open(bytes(name))) {
            whole = RealFiles.samples(audio);
        }
        try (DecodedAudio audio = open(damaged)) {
            assertTrue(audio.source().damage().skippedBlocks() > 0, audio.source()::toString);
            float[] found = RealFiles.samples(audio);
            assertEquals(whole.length, found.length, 2);
            double error = 0;
            double power = 0;
            for (int i = whole.length * 3 / 4; i < found.length && i < whole.length; i++) {
                error += Math.pow(found[i] - whole[i], 2);
                power += Math.pow(whole[i], 2);
            }
            double difference = 10 * Math.log10(error / power);
            assertTrue(difference < decibels, name + ": a difference of " + difference + " dB");
        }
    }

    private static byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(RealFiles.path(name));
    }

    private DecodedAudio open(byte[]... parts) throws Exception {
        Path file = Files.write(folder.resolve("sound"), WavBuilder.join(parts));
        return new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file);
    }
}
