package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads of AIFF-C that say what their samples are in two places. */
class AiffParserTest {

    @TempDir
    Path folder;

    /** Half of full scale, and minus a quarter. */
    @ParameterizedTest
    @CsvSource({
        "in24, 16, 400000e00000",
        "in24, 24, 400000e00000",
        "in32, 16, 40000000e0000000",
        "in32, 24, 40000000e0000000",
        "fl32, 16, 3f000000be800000",
        "FL32, 64, 3f000000be800000",
        "fl64, 32, 3fe0000000000000bfd0000000000000",
        "twos, 24, 400000e00000",
        "NONE, 12, 4000e000",
    })
    void theWidthIsThatOfTheTypeThatHasOne(String type, int said, String hex) throws Exception {
        Path file = written(type, said, HexFormat.of().parseHex(hex));

        try (DecodedAudio audio = open(file)) {
            assertEquals(AudioDamage.NONE, audio.source().damage());
            assertArrayEquals(new float[] {0.5f, -0.25f}, RealFiles.samples(audio));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 33, 64})
    void aWidthThatIsNotReadIsLeftToFfmpeg(int bits) throws Exception {
        Path file = written("NONE", bits, new byte[16]);

        String message = RealFiles.refusal(() -> open(file));

        String expected = "is an AIFF file with PCM samples of " + bits + " bits, which needs ffmpeg; install ffmpeg";
        assertTrue(message.contains(expected), message);
    }

    private Path written(String type, int bits, byte[] sound) throws Exception {
        ByteBuffer file = ByteBuffer.allocate(12 + 32 + 16 + sound.length);
        file.put(letters("FORM")).putInt(file.capacity() - 8).put(letters("AIFC"));
        file.put(letters("COMM")).putInt(24).putShort((short) 1).putInt(2).putShort((short) bits);
        file.putShort((short) 0x400C).putLong(0xFA00_0000_0000_0000L); // 16 000 Hz
        file.put(letters(type)).putShort((short) 0);
        file.put(letters("SSND")).putInt(8 + sound.length).putLong(0).put(sound);
        return Files.write(folder.resolve("sound.aifc"), file.array());
    }

    private static byte[] letters(String letters) {
        return letters.getBytes(StandardCharsets.US_ASCII);
    }

    private DecodedAudio open(Path file) throws InterruptedException {
        return new AudioFiles(folder.resolve("scratch"), Optional::empty, () -> System.in).open(file);
    }
}
