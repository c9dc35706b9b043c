package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes in a WAV file that are less than what is there. */
class RiffParserTest {

    private static final long WRAP = 1L << 32;
    private static final int HEAD_BYTES = 44;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSizeThatBeganAgainAtZeroIsThatOfAllTheSound(boolean chunkBehind) throws Exception {
        long bytes = WRAP + 2_000_000;

        WavFile wav = parse(2_000_000, bytes, chunkBehind ? WavBuilder.chunk("LIST", 26) : new byte[0]);

        assertEquals(bytes / 4, wav.frames());
        assertFalse(wav.truncated());
        assertFalse(wav.sized(), "others who read it would trust the head");
    }

    @Test
    void aSizeThatIsTooSmallAndNoRestOfAnyIsSaid() throws Exception {
        WavFile wav = parse(1_000_000, WRAP + 2_000_000, new byte[0]);

        assertEquals(250_000, wav.frames());
        assertTrue(wav.truncated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "id3 ", "_PMX"})
    void chunksBehindTheSoundAreNone(String id) throws Exception {
        WavFile wav = parse(1_000_000, 1_000_000, WavBuilder.chunk(id, 26));

        assertEquals(250_000, wav.frames());
        assertFalse(wav.truncated());
    }

    @Test
    void aTagBehindTheSoundIsNone() throws Exception {
        byte[] tag = new byte[128];
        tag[0] = 'T';
        tag[1] = 'A';
        tag[2] = 'G';

        assertFalse(parse(1_000_000, 1_000_000, tag).truncated());
    }

    @Test
    void soxSaysWholeSamplesWhereItCannotTellTheSize() throws Exception {
        Path file = new WavBuilder()
                .format(1, 24)
                .channels(2)
                .declaring(0x7FFF_F020L, 0x7FFF_EFFCL)
                .sound(new byte[12])
                .write(folder.resolve("a.wav"));

        try (SourceFile source = SourceFile.open(file)) {
            WavFile wav = new RiffParser(source).parse();
            assertEquals(2, wav.frames());
            assertFalse(wav.truncated());
        }
    }

    /** Silence that takes no room on the disk. */
    private WavFile parse(long declared, long bytes, byte[] behind) throws Exception {
        Path file = new WavBuilder().channels(2).declaring(0, declared).write(folder.resolve("a.wav"));
        try (RandomAccessFile sparse = new RandomAccessFile(file.toString(), "rw")) {
            sparse.setLength(HEAD_BYTES + bytes);
            sparse.seek(HEAD_BYTES + bytes);
            sparse.write(behind);
        }
        try (SourceFile source = SourceFile.open(file)) {
            return new RiffParser(source).parse();
        }
    }
}
