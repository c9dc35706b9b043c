package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More than two channels, blocks of changing sizes, and what a library does not decode though it is whole. */
class ManyChannelsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"six.opus, 6, 5, -30", "six.m4a, 6, 5, -24", "quad.ogg, 4, 4, -30"})
    void allChannelsAreAveraged(String name, int channels, int withSound, double decibels) throws Exception {
        try (DecodedAudio audio = open(RealFiles.path(name))) {
            assertEquals(channels, audio.source().channels());
            assertEquals(AudioDamage.NONE, audio.source().damage());
            float[] found = RealFiles.samples(audio);
            assertEquals(RealFiles.SAMPLES, found.length, 20);
            for (int i = 0; i < found.length; i++) {
                found[i] *= (float) channels / withSound;
            }
            double error = RealFiles.errorDecibels(found, 0);
            assertTrue(error < decibels, name + ": error of " + error + " dB");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "8, 16", "8, 24"})
    void flacOfManyChannelsAndChangingBlocksIsDecoded(int channels, int bits) throws Exception {
        byte[] bytes = new FlacWriter(channels, bits, 4096, 1024, 192, 4608, 777).write(sound());

        try (DecodedAudio audio = open(Files.write(folder.resolve("changing.flac"), bytes))) {
            assertEquals(channels, audio.source().channels());
            assertEquals(bits, audio.source().bitsPerSample());
            assertEquals(AudioDamage.NONE, audio.source().damage());
            float[] found = RealFiles.samples(audio);
            assertEquals(RealFiles.SAMPLES, found.length);
            assertTrue(RealFiles.errorDecibels(found, 0) < -70);
        }
    }

    @Test
    void flacOfWideSamplesIsNamedAsSuch() throws Exception {
        Path file = Files.write(folder.resolve("wide.flac"), new FlacWriter(1, 32, 4096).write(sound()));

        String message = RealFiles.refusal(() -> open(file));

        assertTrue(
                message.contains("is a FLAC file with samples of 32 bits, which needs ffmpeg; install ffmpeg"),
                message);
        assertTrue(message.contains("or convert the file elsewhere with: ffmpeg -i"), message);
    }

    @Test
    void vorbisOfSixChannelsIsNamedAsSuch() {
        String message = RealFiles.refusal(() -> open(RealFiles.path("six.ogg")));

        assertTrue(
                message.contains("is an Ogg file with Vorbis of 6 channels, which needs ffmpeg; install ffmpeg"),
                message);
        assertTrue(message.contains("or convert the file elsewhere with: ffmpeg -i"), message);
    }

    private static double[] sound() {
        double[] sound = new double[RealFiles.SAMPLES];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = RealFiles.expected(i);
        }
        return sound;
    }

    private DecodedAudio open(Path file) throws InterruptedException {
        return new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file);
    }
}
