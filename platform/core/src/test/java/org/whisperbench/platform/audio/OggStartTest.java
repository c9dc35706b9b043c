package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vorbis whose first position is less than what is decoded up to it. */
class OggStartTest {

    private static final int HEADS = 2;

    @TempDir
    Path folder;

    /** The second page of sound is needed to tell the beginning where the first ends before it. */
    @ParameterizedTest
    @CsvSource({"441, 160", "4410, 1600", "8820, 3200"})
    void whatIsBeforePositionZeroIsNotHeard(int early, int earlyAtOurRate) throws Exception {
        List<byte[]> pages = pages();
        float[] whole = decoded(pages);
        for (int i = HEADS; i < pages.size(); i++) {
            pages.set(i, OggPages.moved(pages.get(i), -early));
        }

        float[] found = decoded(pages);

        assertEquals(RealFiles.SAMPLES - earlyAtOurRate, found.length);
        assertArrayEquals(tail(whole, found.length - 50), tail(found, found.length - 50), 1e-4f);
    }

    @Test
    void ofAFirstPageThatIsTheLastTheEndIsCut() throws Exception {
        List<byte[]> pages = pages().subList(0, HEADS + 1);
        float[] whole = decoded(pages);
        pages.set(HEADS, OggPages.last(OggPages.moved(pages.get(HEADS), -441)));

        float[] found = decoded(pages);

        assertEquals(whole.length - 160, found.length, 1);
        int alike = found.length - 50;
        assertArrayEquals(Arrays.copyOf(whole, alike), Arrays.copyOf(found, alike), 1e-4f);
    }

    private static float[] tail(float[] samples, int count) {
        return Arrays.copyOfRange(samples, samples.length - count, samples.length);
    }

    private static List<byte[]> pages() throws Exception {
        return OggPages.of(Files.readAllBytes(RealFiles.path("stereo.ogg")));
    }

    private float[] decoded(List<byte[]> pages) throws Exception {
        Path file = Files.write(folder.resolve("sound.ogg"), OggPages.join(pages));
        try (DecodedAudio audio =
                new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file)) {
            assertEquals(0, audio.source().damage().skippedBlocks());
            return RealFiles.samples(audio);
        }
    }
}
