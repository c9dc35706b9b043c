package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
        assertFalse(wav.ends().early() || wav.ends().late());
        assertFalse(wav.sized(), "others who read it would trust the head");
    }

    @Test
    void aSizeThatIsTooSmallAndNoRestOfAnyIsSaid() throws Exception {
        WavFile wav = parse(1_000_000, WRAP + 2_000_000, new byte[0]);

        assertEquals(250_000, wav.frames());
        assertTrue(wav.ends().late());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "id3 ", "_PMX"})
    void chunksBehindTheSoundAreNone(String id) throws Exception {
        WavFile wav = parse(1_000_000, 1_000_000, WavBuilder.chunk(id, 26));

        assertEquals(250_000, wav.frames());
        assertFalse(wav.ends().late());
    }

    @Test
    void aTagBehindTheSoundIsNone() throws Exception {
        byte[] tag = new byte[128];
        tag[0] = 'T';
        tag[1] = 'A';
        tag[2] = 'G';

        assertFalse(parse(1_000_000, 1_000_000, tag).ends().late());
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
            assertFalse(wav.ends().early());
        }
    }

    @Test
    void zerosBehindTheSoundAreNone() throws Exception {
        assertFalse(parse(1_000_000, 1_000_000, new byte[512]).ends().late());
    }

    @Test
    void whatElseIsBehindTheSoundIsSurplusAndNoEarlyEnd() throws Exception {
        WavFile wav = parse(1_000_000, 1_000_000, new byte[] {5, 0, 6, 0, 7, 0, 8, 0, 9, 0, 10, 0});

        assertEquals(250_000, wav.frames());
        assertTrue(wav.ends().late());
        assertFalse(wav.ends().early());
    }

    @Test
    void aSecondChunkOfSoundIsSurplus() throws Exception {
        WavFile wav =
                parse(1_000_000, 1_000_000, WavBuilder.join(WavBuilder.chunk("LIST", 5), WavBuilder.chunk("data", 64)));

        assertEquals(250_000, wav.frames());
        assertTrue(wav.ends().late());
        assertFalse(wav.canonical(), "engines would not be told of it");
    }

    /** As ffmpeg reads it, too. */
    @Test
    void soundBehindASizeOfZeroIsReadOnEvenIfTheFileKnowsItsOwnSize() throws Exception {
        short[] tone = new short[1000];
        Arrays.fill(tone, (short) -1234);
        Path file = new WavBuilder()
                .declaring(36 + 2000 + 34, 0)
                .shorts(tone)
                .after(WavBuilder.chunk("LIST", 26))
                .write(folder.resolve("a.wav"));

        try (SourceFile source = SourceFile.open(file)) {
            assertTrue(new RiffParser(source).parse().frames() >= 1000);
        }
    }

    @Test
    void theFormatMayFollowTheSound() throws Exception {
        byte[] plain = new WavBuilder().shorts((short) 1, (short) 2, (short) 3).bytes();
        ByteBuffer turned = ByteBuffer.allocate(plain.length);
        turned.put(plain, 0, 12).put(plain, 36, 14).put(plain, 12, 24);
        Path file = Files.write(folder.resolve("a.wav"), turned.array());

        try (SourceFile source = SourceFile.open(file)) {
            WavFile wav = new RiffParser(source).parse();
            assertEquals(3, wav.frames());
            assertEquals(20, wav.dataOffset());
            assertFalse(wav.ends().early() || wav.ends().late());
        }
    }

    @Test
    void noBytesOfABlockAreReckonedFromTheBits() throws Exception {
        assertEquals(
                4,
                parsed(new WavBuilder().blockBytes(0).shorts((short) 1, (short) 2, (short) 3, (short) 4))
                        .frames());
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void theLawsStoreEightBitsEvenWhereTheySaySixteen(int tag) throws Exception {
        WavFile wav = parsed(new WavBuilder().format(tag, 16).blockBytes(1).sound(new byte[10]));

        assertEquals(10, wav.frames());
        assertEquals(8, wav.format().bits());
    }

    @Test
    void twentyFourBitsInFourBytesAreReadWhereTheyAreTheUpperOnes() throws Exception {
        byte[] upper = {0, 1, 2, 3, 0, 4, 5, -6};

        WavFile wav = parsed(new WavBuilder().format(1, 24).blockBytes(4).sound(upper));

        assertEquals(2, wav.frames());
        assertEquals(32, wav.format().bits());
    }

    @Test
    void twentyFourBitsInFourBytesOfAnotherSortAreForAnotherProgram() {
        byte[] lower = {1, 2, 3, 0, 4, 5, 6, 0};

        ForeignFormatException foreign = assertThrows(
                ForeignFormatException.class,
                () -> parsed(new WavBuilder().format(1, 24).blockBytes(4).sound(lower)));

        assertEquals(
                "is a WAV file with 24 bits of a sample in 4 bytes, of which sort it does not tell", foreign.verdict());
    }

    private WavFile parsed(WavBuilder builder) throws Exception {
        try (SourceFile source = SourceFile.open(builder.write(folder.resolve("a.wav")))) {
            return new RiffParser(source).parse();
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
