package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were joined though their rates, channels or codecs are different: nothing is lost, or it is said. */
class JoinedFilesTest {

    /** The delay of encoders that do not tell it, at 16 000 Hz. */
    private static final int MOST_LATE = 2500;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "no-tag.mp3, no-tag-mono.mp3",
        "no-tag-mono.mp3, no-tag.mp3",
        "no-tag.mp3, stereo.mp3",
        "no-tag-mono.mp3, stereo.mp3",
        "no-tag.mp3, mpeg-2.mp3",
        "no-tag.mp3, mpeg-2.5-no-tag.mp3",
        "mpeg-2.5-no-tag.mp3, no-tag.mp3",
        "stereo.mp3, no-tag-mono.mp3",
        "stereo.mp3, mpeg-2.mp3",
        "mpeg-2.mp3, stereo.mp3",
        "no-tag.mp3, layer-2.mp2",
        "stereo.flac, 24-bit.flac",
        "24-bit.flac, stereo.flac",
        "stereo.ogg, 16.ogg",
        "16.ogg, stereo.ogg",
        "stereo.ogg, quad.ogg",
        "stereo.ogg, stereo.opus",
        "stereo.opus, stereo.ogg",
        "stereo.opus, six.opus",
        "adts.aac, mono.aac",
        "mono.aac, adts.aac",
        "adts.aac, adts.aac",
        "adts.aac, HE adts.aac",
        "HE adts.aac, adts.aac",
        "mono.aac, HE adts.aac",
        "HE mono.aac, HE adts.aac",
    })
    void eachPartIsDecodedAtItsOwnRate(String first, String second) throws Exception {
        try (DecodedAudio audio = open(first, second)) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            float[] found = RealFiles.samples(audio);
            int length = alone(first);
            assertEquals(length + alone(second), found.length, 2);
            requireSound(Arrays.copyOf(found, length), 1);
            double factor = second.startsWith("six") ? 5.0 / 6 : 1;
            requireSound(Arrays.copyOfRange(found, length, found.length), factor);
        }
    }

    /** As some encoders begin: all that follows such a frame was lost. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void replicationThatBeginsBehindTheFirstFrameIsDecoded(int plain) throws Exception {
        byte[] bytes = bytes("adts.aac");
        byte[] replicated = Adts.withReplication(bytes, Adts.frame(bytes, plain));

        try (DecodedAudio audio = open(Files.write(folder.resolve("he"), replicated))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            assertEquals(44_100, audio.source().sampleRateHz());
            float[] found = RealFiles.samples(audio);
            assertEquals(alone("adts.aac"), found.length, 2);
            requireSound(found, 1);
        }
    }

    @Test
    void aPartThatEndsInsideAFrameIsPartialAndTheNextIsRead() throws Exception {
        byte[] cut = Arrays.copyOf(bytes("adts.aac"), 10_000);
        Path file = Files.write(folder.resolve("cut"), WavBuilder.join(cut, bytes("mono.aac")));

        try (DecodedAudio audio = open(file)) {
            assertEquals(new AudioDamage(false, 0, 1), audio.source().damage());
            float[] found = RealFiles.samples(audio);
            requireSound(Arrays.copyOfRange(found, found.length - alone("mono.aac"), found.length), 1);
        }
    }

    @Test
    void aPartOfAProfileThatIsNotReadIsSaidToBeMissing() throws Exception {
        byte[] scalable = bytes("mono.aac");
        for (int i = 0; Adts.frame(scalable, i) < scalable.length; i++) {
            scalable[Adts.frame(scalable, i) + 2] ^= (byte) 0xC0;
        }
        Path file = Files.write(folder.resolve("scalable"), WavBuilder.join(bytes("adts.aac"), scalable));

        try (DecodedAudio audio = open(file)) {
            assertTrue(audio.source().truncated());
            assertEquals(alone("adts.aac"), audio.sampleCount());
        }
    }

    @Test
    void theFormatIsThatOfTheFirst() throws Exception {
        try (DecodedAudio audio = open("stereo.mp3", "no-tag-mono.mp3", "mpeg-2.mp3")) {
            assertEquals(2, audio.source().channels());
            assertEquals(44_100, audio.source().sampleRateHz());
            int together = alone("stereo.mp3") + alone("no-tag-mono.mp3") + alone("mpeg-2.mp3");
            assertTrue(Math.abs(together - audio.sampleCount()) <= 3, () -> "samples: " + audio.sampleCount());
        }
    }

    @ParameterizedTest
    @CsvSource({"stereo.ogg, flac-in-ogg.oga", "stereo.opus, flac-in-ogg.oga", "stereo.ogg, six.ogg"})
    void aLinkThatIsNotReadIsSaidToBeMissing(String first, String second) throws Exception {
        try (DecodedAudio audio = open(first, second)) {
            assertTrue(audio.source().truncated());
            requireSound(Arrays.copyOf(RealFiles.samples(audio), RealFiles.SAMPLES), 1);
        }
    }

    @Test
    void aLinkWithoutItsFirstPageIsSaidToBeMissing() throws Exception {
        List<byte[]> pages = OggPages.of(bytes("16.ogg"));
        byte[] headless = OggPages.join(pages.subList(1, pages.size()));
        Path file = Files.write(folder.resolve("headless"), WavBuilder.join(bytes("stereo.ogg"), headless));

        try (DecodedAudio audio = open(file)) {
            assertTrue(audio.source().truncated());
            assertEquals(RealFiles.SAMPLES, audio.sampleCount());
        }
    }

    @Test
    void whatComesAfterSuchALinkIsRead() throws Exception {
        try (DecodedAudio audio = open("stereo.ogg", "flac-in-ogg.oga", "16.ogg")) {
            assertTrue(audio.source().truncated());
            float[] found = RealFiles.samples(audio);
            assertEquals(2 * RealFiles.SAMPLES, found.length, 2);
            requireSound(Arrays.copyOfRange(found, RealFiles.SAMPLES, found.length), 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"stereo.ogg, 16.ogg", "stereo.ogg, stereo.opus", "stereo.opus, stereo.opus"})
    void aLinkWithoutItsEndIsPartialAndTheNextIsRead(String first, String second) throws Exception {
        List<byte[]> pages = OggPages.of(bytes(first));
        byte[] cut = OggPages.join(pages.subList(0, pages.size() * 2 / 3));
        Path file = Files.write(folder.resolve("cut"), WavBuilder.join(cut, bytes(second)));

        try (DecodedAudio audio = open(file)) {
            assertTrue(audio.source().truncated());
            float[] found = RealFiles.samples(audio);
            assertTrue(found.length > RealFiles.SAMPLES * 5 / 4, "samples: " + found.length);
            requireSound(Arrays.copyOfRange(found, found.length - RealFiles.SAMPLES, found.length), 1);
        }
    }

    /** The level tells the number of channels, the time the rate: at another one it would soon be another sound. */
    private static void requireSound(float[] found, double factor) {
        float[] scaled = new float[found.length];
        for (int i = 0; i < found.length; i++) {
            scaled[i] = (float) (found[i] / factor);
        }
        int late = lateness(scaled, MOST_LATE);
        double error = RealFiles.errorDecibels(scaled, late);
        assertTrue(error < -15, "error of " + error + " dB, " + late + " samples late");
    }

    /** By a part that is long enough to tell one time from another. */
    private static int lateness(float[] found, int most) {
        double[] expected = new double[6000];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = RealFiles.expected(i);
        }
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int late = 0; late <= most; late++) {
            double error = 0;
            for (int i = 0; i < expected.length; i++) {
                error += Math.pow(found[i + late] - expected[i], 2);
            }
            if (error < least) {
                least = error;
                best = late;
            }
        }
        return best;
    }

    private int alone(String name) throws Exception {
        try (DecodedAudio audio = open(name)) {
            return (int) audio.sampleCount();
        }
    }

    /** Of "HE " and a name with spectral band replication. */
    private static byte[] bytes(String name) throws Exception {
        byte[] bytes = Files.readAllBytes(RealFiles.path(name.replace("HE ", "")));
        return name.startsWith("HE ") ? Adts.withReplication(bytes) : bytes;
    }

    private DecodedAudio open(String... names) throws Exception {
        byte[][] parts = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            parts[i] = bytes(names[i]);
        }
        return open(Files.write(folder.resolve("joined"), WavBuilder.join(parts)));
    }

    private DecodedAudio open(Path file) throws InterruptedException {
        return new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file);
    }
}
