package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files of real encoders, against the formula of the sound that they were given; see the README beside the files. The
 * errors that are allowed are those of the encoders: ffmpeg's decoders come as close to the formula, within half a
 * decibel.
 */
class RealFilesTest {

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({
        // file, facts, decibels of the error at most, samples of lateness at most
        "stereo.flac, FLAC FLAC 16 44100 2 jflac, -80, 0",
        "24-bit.flac, FLAC FLAC 24 48000 2 jflac, -80, 0",
        "stereo.mp3, MPEG MPEG_AUDIO 0 44100 2 jlayer, -45, 0",
        "id3.mp3, MPEG MPEG_AUDIO 0 44100 2 jlayer, -39, 0",
        "mpeg-2.mp3, MPEG MPEG_AUDIO 0 22050 1 jlayer, -25, 0",
        "mpeg-2.5-no-tag.mp3, MPEG MPEG_AUDIO 0 8000 1 jlayer, -25, 4000",
        "layer-2.mp2, MPEG MPEG_AUDIO 0 44100 2 jlayer, -26, 500",
        "stereo.ogg, Ogg VORBIS 0 44100 2 jorbis, -39, 0",
        "stereo.opus, Ogg OPUS 0 48000 2 concentus, -37, 0",
        "mono.opus, Ogg OPUS 0 48000 1 concentus, -37, 0",
        "stereo.m4a, MP4 AAC 0 44100 2 jaad, -26, 0",
        "mono-faststart.m4a, MP4 AAC 0 22050 1 jaad, -30, 0",
        "adts.aac, ADTS AAC 0 44100 2 jaad, -24, 500",
        "mono.aac, ADTS AAC 0 22050 1 jaad, -24, 900",
        "16-bit.aiff, AIFF PCM 16 11025 2 whisperbench, -80, 0",
        "8-bit.aiff, AIFF PCM 8 8000 1 whisperbench, -33, 0",
        "24-bit.aiff, AIFF PCM 24 8000 1 whisperbench, -80, 0",
        "sowt.aifc, AIFC PCM 16 8000 1 whisperbench, -80, 0",
        "float.aifc, AIFC FLOAT 32 8000 1 whisperbench, -80, 0",
        "a-law.aifc, AIFC A_LAW 8 8000 1 whisperbench, -30, 0",
        "u-law.wav, RIFF MU_LAW 8 8000 1 whisperbench, -30, 0",
        "a-law.wav, RIFF A_LAW 8 8000 1 whisperbench, -30, 0",
        "float-64.wav, RIFF FLOAT 64 8000 1 whisperbench, -80, 0",
        "rf64.wav, RF64 PCM 16 8000 1 whisperbench, -80, 0",
    })
    void theSoundThatWasEncodedIsDecoded(String name, String facts, double decibels, int late) throws Exception {
        try (DecodedAudio audio = open(RealFiles.path(name))) {
            AudioSource source = audio.source();
            float[] found = RealFiles.samples(audio);

            assertEquals(
                    facts,
                    "%s %s %d %d %d %s"
                            .formatted(
                                    source.container(),
                                    source.encoding(),
                                    source.bitsPerSample(),
                                    source.sampleRateHz(),
                                    source.channels(),
                                    source.decoder()));
            assertEquals(AudioDamage.NONE, source.damage());
            int lateness = late == 0 ? 0 : RealFiles.lateness(found, late);
            double error = RealFiles.errorDecibels(found, lateness);
            assertTrue(error <= decibels, name + ": error of " + error + " dB, " + lateness + " samples late");
            int extra = found.length - RealFiles.SAMPLES;
            assertTrue(
                    extra >= -20 && extra <= 3 * late + (late == 0 ? 20 : 2000), name + ": " + extra + " samples more");
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stereo.flac",
                "stereo.mp3",
                "stereo.ogg",
                "stereo.opus",
                "mono-faststart.m4a",
                "adts.aac",
                "16-bit.aiff"
            })
    void aFileCutShortIsDecodedAndSaysSo(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(RealFiles.path(name));
        Path file = Files.write(scratch.resolve("cut"), Arrays.copyOf(bytes, bytes.length * 3 / 4));

        try (DecodedAudio audio = open(file)) {
            assertTrue(audio.source().truncated(), audio.source()::toString);
            assertTrue(audio.sampleCount() > RealFiles.SAMPLES / 3, () -> "samples: " + audio.sampleCount());
            assertTrue(audio.sampleCount() <= RealFiles.SAMPLES, () -> "samples: " + audio.sampleCount());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo.flac", "stereo.mp3", "stereo.ogg", "stereo.opus", "mono-faststart.m4a"})
    void damageInTheMiddleIsSaidAndCostsLittle(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(RealFiles.path(name));
        for (int i = bytes.length / 2; i < bytes.length / 2 + 60; i++) {
            bytes[i] ^= 0x5A;
        }
        Path file = Files.write(scratch.resolve("damaged"), bytes);

        try (DecodedAudio audio = open(file)) {
            assertTrue(audio.sampleCount() > RealFiles.SAMPLES / 3, () -> "samples: " + audio.sampleCount());
            // Frames of AAC have no checksum, nor have those of MP3, of which only a lost head is seen: see
            // LostSoundTest.
            if (!name.endsWith("m4a") && !name.endsWith("mp3")) {
                assertTrue(audio.source().damage().skippedBlocks() > 0, audio.source()::toString);
            }
        }
    }

    @Test
    void anMp4FileWithoutItsTableIsRefused() throws Exception {
        byte[] bytes = Files.readAllBytes(RealFiles.path("stereo.m4a"));
        Path file = Files.write(scratch.resolve("a.m4a"), Arrays.copyOf(bytes, bytes.length / 2));

        String message = RealFiles.refusal(() -> open(file));

        assertTrue(message.contains("is an MP4 file"), message);
        assertFalse(message.contains("\n"), message);
    }

    /** What is left of it is a multiple of 2^32, which JAAD skipped in steps of nothing. */
    @Test
    void aBoxThatIsSaidToBeHugeIsSkippedAtOnce() throws Exception {
        byte[] sound = Files.readAllBytes(RealFiles.path("mono-faststart.m4a"));
        ByteBuffer bytes = ByteBuffer.allocate(sound.length + 16).put(sound);
        bytes.putInt(1).put("free".getBytes(StandardCharsets.US_ASCII)).putLong((1L << 32) + 16);
        Path file = Files.write(scratch.resolve("huge.m4a"), bytes.array());

        long samples = assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            try (DecodedAudio audio = open(file)) {
                return audio.sampleCount();
            }
        });

        assertEquals(RealFiles.SAMPLES, samples);
    }

    private DecodedAudio open(Path file) throws InterruptedException {
        return new AudioFiles(scratch.resolve("scratch"), Optional::empty, () -> System.in).open(file);
    }

    private void assertNothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(scratch.resolve("scratch"))) {
            assertEquals(0, left.count());
        }
    }
}
