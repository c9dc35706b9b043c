package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edit lists, in an MP4 file whose movie counts milliseconds and whose track counts samples. */
class Mp4TimingTest {

    private static final int DELAY = 1024;
    private static final int RATE = 44_100;

    private record Edit(int milliseconds, int mediaTime) {}

    @TempDir
    Path folder;

    @Test
    void anEmptyBeginningIsSilence() throws Exception {
        float[] found = decoded(new Edit(500, -1), new Edit(1200, DELAY));

        assertEquals(8000 + RealFiles.SAMPLES, found.length);
        for (int i = 0; i < 7900; i++) {
            assertEquals(0, found[i], 0.01, "sample " + i);
        }
        double error = RealFiles.errorDecibels(Arrays.copyOfRange(found, 8000, found.length), 0);
        assertTrue(error < -26, "error of " + error + " dB");
    }

    @Test
    void whatWasCutOffByMoreThanASecondIsNotHeard() throws Exception {
        float[] found = decoded(new Edit(150, DELAY + RATE));

        assertEquals(2400, found.length);
        for (int i = 100; i < 2300; i++) {
            assertEquals(RealFiles.expected(16_000 + i), found[i], 0.05, "sample " + i);
        }
    }

    @Test
    void aListThatIsNotBelievedChangesNothing() throws Exception {
        for (Edit[] edits : List.of(
                new Edit[] {new Edit(1200, 50 * RATE)},
                new Edit[] {new Edit(Integer.MAX_VALUE, -1), new Edit(1200, 50 * RATE)},
                new Edit[] {new Edit(300, DELAY), new Edit(300, DELAY + RATE / 2)})) {
            float[] found = decoded(edits);

            assertTrue(found.length >= RealFiles.SAMPLES && found.length < RealFiles.SAMPLES + 2000);
            assertTrue(RealFiles.errorDecibels(found, RealFiles.lateness(found, 1000)) < -24);
        }
    }

    /** Its first track of sound is of another codec and has 3000 Hz and no delay. */
    @Test
    void theListIsThatOfTheTrackThatIsDecoded() throws Exception {
        try (DecodedAudio audio = open(RealFiles.path("ac3-first.mp4"))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            float[] found = RealFiles.samples(audio);
            assertEquals(RealFiles.SAMPLES, found.length, 20);
            double error = RealFiles.errorDecibels(found, 0);
            assertTrue(error < -24, "error of " + error + " dB");
        }
    }

    private float[] decoded(Edit... edits) throws Exception {
        byte[] bytes = withEdits(Files.readAllBytes(RealFiles.path("stereo.m4a")), edits);
        try (DecodedAudio audio = open(Files.write(folder.resolve("edited.m4a"), bytes))) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            return RealFiles.samples(audio);
        }
    }

    /** The boxes that hold the list are behind the sound, so that nothing else moves. */
    private static byte[] withEdits(byte[] file, Edit... edits) {
        String letters = new String(file, StandardCharsets.ISO_8859_1);
        int list = letters.lastIndexOf("elst");
        ByteBuffer old = ByteBuffer.wrap(file);
        int end = list - 4 + old.getInt(list - 4);
        ByteBuffer entries = ByteBuffer.allocate(4 + 12 * edits.length).putInt(edits.length);
        for (Edit edit : edits) {
            entries.putInt(edit.milliseconds()).putInt(edit.mediaTime()).putInt(1 << 16);
        }
        int more = entries.capacity() - (end - list - 8);
        for (String box : List.of("moov", "trak", "edts", "elst")) {
            int size = letters.lastIndexOf(box) - 4;
            old.putInt(size, old.getInt(size) + more);
        }
        return WavBuilder.join(
                Arrays.copyOf(file, list + 8), entries.array(), Arrays.copyOfRange(file, end, file.length));
    }

    private DecodedAudio open(Path file) throws InterruptedException {
        return new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file);
    }
}
