package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the sound in an AIFF or AIFF-C file without trusting it, as {@link RiffParser} does in a WAV file.
 *
 * <p>Source: Apple, "Audio Interchange File Format 1.3" (1989) and "AIFF-C" (draft of 1991).
 */
final class AiffParser {

    private static final int HEAD_BYTES = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int PLAIN_BYTES = 18;
    private static final int COMPRESSED_BYTES = 22;
    private static final int MAX_CHUNKS = 10_000;
    /** What sox writes, rounded down to whole samples, where it cannot tell the size beforehand. */
    private static final long SIZE_OF_SOX = 0x7F00_0000L;
    /** By the four letters of AIFF-C, in lower case. */
    private static final Map<String, SampleEncoding> ENCODINGS = Map.of(
            "none", SampleEncoding.PCM,
            "twos", SampleEncoding.PCM,
            "sowt", SampleEncoding.PCM,
            "in24", SampleEncoding.PCM,
            "in32", SampleEncoding.PCM,
            "fl32", SampleEncoding.FLOAT,
            "fl64", SampleEncoding.FLOAT,
            "alaw", SampleEncoding.A_LAW,
            "ulaw", SampleEncoding.MU_LAW);

    /** Of these types, whose chunk says other numbers in some files. */
    private static final Map<String, Integer> WIDTHS = Map.of("in24", 24, "in32", 32, "fl32", 32, "fl64", 64);

    private final SourceFile source;
    private final String container;
    private ByteBuffer common = ByteBuffer.allocate(0);
    private long soundStart = -1;
    private long soundBytes;
    private boolean unfinished;

    private AiffParser(SourceFile source, String container) {
        this.source = source;
        this.container = container;
    }

    static Sound open(SourceFile source) throws ForeignFormatException, InterruptedException {
        String kind = source.letters(CHUNK_HEAD_BYTES, 4);
        if (!kind.equals("AIFF") && !kind.equals("AIFC")) {
            throw new ForeignFormatException(
                    "is an IFF file of the kind '%s'".formatted(kind.replaceAll("[^ -~]", "?")));
        }
        AiffParser parser = new AiffParser(source, kind);
        parser.findChunks();
        return parser.sound();
    }

    /** The chunks come in any order; the last byte of an odd one is followed by another. */
    private void findChunks() throws InterruptedException {
        unfinished = (bytes(4, 4).getInt(0) & 0xFFFF_FFFFL) + CHUNK_HEAD_BYTES != source.sizeBytes();
        long position = HEAD_BYTES;
        for (int i = 0; i < MAX_CHUNKS && source.sizeBytes() - position >= CHUNK_HEAD_BYTES; i++) {
            String id = source.letters(position, 4);
            long size = bytes(position, CHUNK_HEAD_BYTES).getInt(4) & 0xFFFF_FFFFL;
            long start = position + CHUNK_HEAD_BYTES;
            if (id.equals("COMM")) {
                common = bytes(start, (int) Math.min(size, COMPRESSED_BYTES));
            } else if (id.equals("SSND") && size >= CHUNK_HEAD_BYTES) {
                findSound(start, size);
            } else if (id.equals("SSND") && size == 0 && unfinished) {
                findSound(start, source.sizeBytes() - start);
                return;
            }
            position = start + size + size % 2;
        }
    }

    private void findSound(long start, long size) throws InterruptedException {
        ByteBuffer first = bytes(start, 4);
        long offset = first.limit() < 4 ? 0 : first.getInt(0) & 0xFFFF_FFFFL;
        soundStart = start + CHUNK_HEAD_BYTES + offset;
        soundBytes = Math.max(0, size - CHUNK_HEAD_BYTES - offset);
    }

    private Sound sound() throws ForeignFormatException, InterruptedException {
        if (common.limit() < PLAIN_BYTES) {
            throw source.refused("is an AIFF file without a common chunk, which tells the format");
        }
        int channels = common.getShort(0) & 0xFFFF;
        long frames = common.getInt(2) & 0xFFFF_FFFFL;
        int bits = common.getShort(6) & 0xFFFF;
        int rate = rate();
        String letters = letters();
        SampleEncoding encoding = encoding(letters);
        if (channels < 1) {
            throw source.refused("has no channel");
        }
        int stored = storedBits(encoding, WIDTHS.getOrDefault(letters.toLowerCase(Locale.ROOT), bits));
        if (frames > 0 && soundStart < 0) {
            throw source.refused("is an AIFF file without sound: no sound chunk in " + source.sizeBytes() + " bytes");
        }
        ByteOrder order = letters.equals("sowt") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        int frameBytes = channels * stored / 8;
        boolean sized = isSized(frames, frameBytes);
        long inFile = framesInFile(sized, frameBytes);
        long present = sized ? Math.min(frames, inFile) : inFile;
        PcmLayout layout = new PcmLayout(
                SampleDecoder.of(encoding, stored, true), order, channels, frameBytes, soundStart, present);
        SoundFormat format = new SoundFormat(container, encoding, stored, rate, channels, SoundFormat.OURS);
        boolean surplus = sized && inFile > frames && !source.isZero(soundStart + present * frameBytes);
        return new PcmSound(source, format, layout, new PcmSound.Ends(sized && present < frames, surplus));
    }

    private static SampleEncoding encoding(String letters) throws ForeignFormatException {
        SampleEncoding encoding = ENCODINGS.get(letters.toLowerCase(Locale.ROOT));
        if (encoding == null) {
            throw new ForeignFormatException(
                    "is an AIFF file with '%s' samples".formatted(letters.replaceAll("[^ -~]", "?")));
        }
        return encoding;
    }

    /** Whether the head was completed after recording, or says something that no program writes before it. */
    private boolean isSized(long frames, int frameBytes) {
        return !unfinished || (frames != 0 && frames != SIZE_OF_SOX / frameBytes);
    }

    private long framesInFile(boolean sized, int frameBytes) {
        long inFile = soundStart < 0 ? 0 : Math.max(0, source.sizeBytes() - soundStart);
        return (sized ? Math.min(soundBytes, inFile) : inFile) / frameBytes;
    }

    private String letters() {
        if (container.equals("AIFF") || common.limit() < COMPRESSED_BYTES) {
            return "NONE";
        }
        byte[] letters = new byte[4];
        common.get(PLAIN_BYTES, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    /** The laws of G.711 say 16 bits, which is what they stand for, and store 8. */
    private static int storedBits(SampleEncoding encoding, int bits) throws ForeignFormatException {
        if (encoding == SampleEncoding.A_LAW || encoding == SampleEncoding.MU_LAW) {
            return 8;
        }
        if (encoding == SampleEncoding.PCM && (bits < 1 || bits > 32)) {
            throw new ForeignFormatException("is an AIFF file with " + encoding + " samples of " + bits + " bits");
        }
        return (bits + 7) / 8 * 8;
    }

    /** An IEEE 754 number of 80 bits: sign and exponent in 16, and 64 of which the first is the integer part. */
    private int rate() {
        int exponent = common.getShort(8) & 0xFFFF;
        double mantissa = (common.getLong(10) >>> 1) * 2.0;
        double rate = Math.scalb(mantissa, exponent - 16_383 - 63);
        if (exponent >= 0x8000) {
            throw source.refused("has a negative number of samples a second");
        }
        SoundFormat.requireRate(rate, source);
        return (int) Math.round(rate);
    }

    private ByteBuffer bytes(long position, int count) throws InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        source.read(bytes, position);
        return bytes;
    }
}
