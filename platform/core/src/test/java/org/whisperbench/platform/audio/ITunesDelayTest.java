package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An MP4 file of 1024 samples of delay, 52 920 of sound and 328 of padding, whose edit list is hidden. */
class ITunesDelayTest {

    private static final String TOLD = " 00000000 00000400 00000148 000000000000CEB8 00000000 00000000";

    @TempDir
    Path folder;

    @Test
    void withoutAnEditListTheDelayIsThatOfITunes() throws Exception {
        float[] found = decoded(withText(withoutEdits(file()), "iTunSMPB", TOLD));

        assertEquals(RealFiles.SAMPLES, found.length);
        double error = RealFiles.errorDecibels(found, 0);
        assertTrue(error < -26, "error of " + error + " dB");
    }

    /** It says half of the delay. */
    @Test
    void anEditListIsBelievedFirst() throws Exception {
        String half = " 00000000 00000200 00000348 000000000000CEB8";

        float[] found = decoded(withText(file(), "iTunSMPB", half));

        assertEquals(RealFiles.SAMPLES, found.length);
        assertTrue(RealFiles.errorDecibels(found, 0) < -26);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 00000000",
                " 00000000 00000400 00000148",
                " 00000000 0000zz00 00000148 000000000000CEB8",
                " 00000000 00000400 00000148 0000000000000000",
                " 00000000 00000400 00000148 FFFFFFFFFFFFFFFF",
                " 00000000 00000400 00000148 7FFFFFFFFFFFFFFF",
                " 00000000 00000400 00000148 0000000000000100",
                " 00000000 00000400 00000148 00000000000FCEB8",
                " 00000000 FFFFFFFF 00000148 000000000000CEB8",
                " 00000000 0000C000 00000148 0000000000001300",
                " 00000000 -0000400 00000148 000000000000CEB8",
            })
    void whatIsNotBelievedChangesNothing(String text) throws Exception {
        float[] whole = decoded(withoutEdits(file()));

        assertEquals(whole.length, decoded(withText(withoutEdits(file()), "iTunSMPB", text)).length);
    }

    @Test
    void anotherNameTellsNoDelay() throws Exception {
        float[] whole = decoded(withoutEdits(file()));

        assertEquals(whole.length, decoded(withText(withoutEdits(file()), "iTunNORM", TOLD)).length);
    }

    private static byte[] file() throws Exception {
        return Files.readAllBytes(RealFiles.path("stereo.m4a"));
    }

    private static byte[] withoutEdits(byte[] file) {
        return renamed(file, "edts", "free");
    }

    private static byte[] renamed(byte[] file, String from, String to) {
        ByteBuffer.wrap(file).position(at(file, from)).put(letters(to));
        return file;
    }

    /** The boxes that hold the item are behind the sound, and it is the last in each, so that nothing else moves. */
    private static byte[] withText(byte[] file, String name, String text) {
        byte[] item = box(
                "----",
                box("mean", new byte[4], letters("com.apple.iTunes")),
                box("name", new byte[4], letters(name)),
                box("data", new byte[] {0, 0, 0, 1, 0, 0, 0, 0}, letters(text)));
        for (String box : List.of("moov", "udta", "meta", "ilst")) {
            int size = at(file, box) - 4;
            ByteBuffer bytes = ByteBuffer.wrap(file);
            bytes.putInt(size, bytes.getInt(size) + item.length);
        }
        return WavBuilder.join(file, item);
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] joined = WavBuilder.join(content);
        byte[] size = ByteBuffer.allocate(4).putInt(8 + joined.length).array();
        return WavBuilder.join(size, letters(type), joined);
    }

    private static int at(byte[] file, String box) {
        return new String(file, StandardCharsets.ISO_8859_1).lastIndexOf(box);
    }

    private static byte[] letters(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }

    private float[] decoded(byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve("sound.m4a"), bytes);
        try (DecodedAudio audio =
                new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file)) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            return RealFiles.samples(audio);
        }
    }
}
