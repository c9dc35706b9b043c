package org.whisperbench.platform.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jcraft.jogg.Packet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a library throws ends nothing but a block; Concentus asserts, and not only where Java was told to. */
class LibrarySoundTest {

    /** Found among random packets; silk_MLA of Concentus 1.0.2 fails on it. */
    private static final String ASSERTED =
            "5db7025fd88d112646f6e767823326ffad4c79d78b72b76b02ab930b20ed32c4215199d5eb698d730ea03ffce5f2fb";

    @TempDir
    Path folder;

    private SourceFile source;

    @BeforeEach
    void openSource() throws Exception {
        source = SourceFile.open(Files.createFile(folder.resolve("sound")));
    }

    @AfterEach
    void closeSource() {
        source.close();
    }

    @Test
    void anAssertionThatFailsInABlockCostsThatBlock() throws Exception {
        Sound sound = open(new Blocks(1, 3, false));

        List<Double> samples = new ArrayList<>();
        AudioDamage damage = sound.pour(samples::add);

        assertEquals(List.of(0.0, 0.2, 0.3), samples);
        assertEquals(1, damage.skippedBlocks());
        assertFalse(damage.truncated());
    }

    /** As silent as the library lost it, so that what follows keeps its time. */
    @Test
    void anOpusPacketOnWhichTheLibraryAssertsIsSilent() throws Exception {
        Packet asserted = new Packet();
        asserted.packet_base = HexFormat.of().parseHex(ASSERTED);
        asserted.bytes = asserted.packet_base.length;
        asserted.granulepos = -1;
        try (SourceFile real = SourceFile.open(RealFiles.path("mono.opus"))) {
            OggPackets packets = new OggPackets(real, 0);
            assertTrue(packets.nextLink());
            OpusCodec codec = new OpusCodec(packets, Objects.requireNonNull(packets.next()));
            OggTime time = new OggTime();

            assertFalse(codec.decode(asserted, time, new SampleBlock()));
            assertEquals(960, time.position());
        }
    }

    @Test
    void anAssertionThatFailsBehindTheEndIsSurplus() throws Exception {
        AudioDamage damage = open(new Blocks(-1, 1, true)).pour(sample -> {});

        assertTrue(damage.surplus());
    }

    @Test
    void anAssertionThatFailsInTheHeadIsAFormatNotUnderstood() {
        assertThrows(
                ForeignFormatException.class,
                () -> LibrarySound.open(source, FileKind.OGG, () -> {
                    throw new AssertionError("rate");
                }));
    }

    private Sound open(BlockDecoder decoder) throws Exception {
        return LibrarySound.open(source, FileKind.OGG, () -> decoder);
    }

    /** Blocks of one sample each, which tells its number; one of them, or what follows, fails. */
    private static final class Blocks implements BlockDecoder {

        private final int failing;
        private final int last;
        private final boolean failsBehind;
        private int number = -1;

        Blocks(int failing, int last, boolean failsBehind) {
            this.failing = failing;
            this.last = last;
            this.failsBehind = failsBehind;
        }

        @Override
        public SoundFormat format() {
            return new SoundFormat("Ogg", SampleEncoding.OPUS, 0, 48_000, 1, "concentus");
        }

        @Override
        public boolean next(SampleBlock into) {
            number++;
            if (number == failing) {
                throw new AssertionError("block " + number);
            }
            into.add(number / 10.0);
            return number < last;
        }

        @Override
        public @Nullable BlockDecoder following() {
            if (failsBehind) {
                throw new AssertionError("what follows");
            }
            return null;
        }
    }
}
