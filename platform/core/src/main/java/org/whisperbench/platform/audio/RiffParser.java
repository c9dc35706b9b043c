package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sound in a WAV file, of which {@link FileKind} saw the first twelve bytes, without trusting it: nothing is
 * allocated by a size that the file declares, and every size is compared with the length of the file and with what
 * stands where it ends.
 *
 * <p>The JDK's {@code AudioSystem} is not used: it finds its readers through the thread's context class loader, which
 * in a framework is any bundle's, and it does not say that a file ends too early.
 *
 * <p>Source: Microsoft and IBM, "Multimedia Programming Interface and Data Specifications 1.0" (1991); EBU Tech 3306
 * (RF64) and ITU-R BS.2088 (BW64) for sizes beyond 32 bits.
 */
final class RiffParser {

    private static final long UNKNOWN = 0xFFFF_FFFFL;
    private static final long TO_THE_END = -1;
    /** What sox writes, rounded down to whole samples, where it cannot tell the size beforehand. */
    private static final long SIZE_OF_SOX = 0x7FFF_F000L;
    /** What may follow the sound even if its size is wrong; an ID3 tag, old or new, is no chunk. */
    private static final Pattern KNOWN =
            Pattern.compile("(TAG|ID3).|LIST|JUNK|PAD |bext|cue |iXML|id3 |_PMX", Pattern.DOTALL);

    private static final Pattern CHUNK = Pattern.compile("[ -~]{4}");
    private static final int HEAD_BYTES = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int MAX_CHUNKS = 10_000;

    private final SourceFile source;
    private String container = "";
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long riffBytes;
    private long wideDataBytes = TO_THE_END;
    private @Nullable WavFormat format;

    RiffParser(SourceFile source) {
        this.source = source;
    }

    WavFile parse() throws ForeignFormatException, InterruptedException {
        readHead();
        long position = HEAD_BYTES;
        for (int i = 0; i < MAX_CHUNKS; i++) {
            if (source.sizeBytes() - position < CHUNK_HEAD_BYTES) {
                throw source.refused("is a WAV file without sound: no data chunk in " + source.sizeBytes() + " bytes");
            }
            ByteBuffer head = bytes(position, CHUNK_HEAD_BYTES);
            String id = letters(head, 0);
            long size = head.getInt(4) & 0xFFFF_FFFFL;
            long start = position + CHUNK_HEAD_BYTES;
            if ("data".equals(id)) {
                return data(start, size);
            }
            readChunk(id, start, size);
            position = start + size + size % 2;
        }
        throw source.refused("is a WAV file with more than " + MAX_CHUNKS + " chunks before its sound");
    }

    private void readHead() throws InterruptedException {
        ByteBuffer head = bytes(0, HEAD_BYTES);
        container = letters(head, 0);
        if (container.equals(WavFile.BIG_ENDIAN)) {
            order = ByteOrder.BIG_ENDIAN;
        }
        riffBytes = head.order(order).getInt(4) & 0xFFFF_FFFFL;
    }

    private void readChunk(String id, long start, long size) throws ForeignFormatException, InterruptedException {
        if ("fmt ".equals(id)) {
            format = WavFormat.of(bytes(start, (int) Math.min(size, WavFormat.MAX_BYTES)), source);
        } else if ("ds64".equals(id) && container.endsWith("64") && size >= 16) {
            ByteBuffer sizes = bytes(start, 16);
            if (sizes.remaining() == 16 && sizes.getLong(8) != 0) {
                // A size of 2^63 and more is negative here; like any other that is too large it means a file cut short.
                wideDataBytes = sizes.getLong(8) < 0 ? Long.MAX_VALUE : sizes.getLong(8);
            }
        }
    }

    private WavFile data(long start, long declared32) throws InterruptedException {
        WavFormat known = format;
        if (known == null) {
            throw source.refused("is a WAV file without a format chunk before its sound");
        }
        long declared = declaredBytes(declared32, known.frameBytes());
        long available = source.sizeBytes() - start;
        if (declared == TO_THE_END) {
            return wav(known, start, available, available % known.frameBytes() != 0, false);
        }
        long unwrapped = unwrapped(declared, start);
        long present = Math.min(unwrapped, available);
        boolean truncated = unwrapped > available || present % known.frameBytes() != 0 || !soundEnds(start + present);
        return wav(known, start, present, truncated, unwrapped == declared);
    }

    private WavFile wav(WavFormat known, long start, long bytes, boolean truncated, boolean sized) {
        return new WavFile(container, known, start, bytes / known.frameBytes(), truncated, sized);
    }

    private long declaredBytes(long declared32, int frameBytes) {
        if (declared32 == UNKNOWN) {
            return wideDataBytes;
        }
        boolean none = declared32 == 0 || declared32 == SIZE_OF_SOX - SIZE_OF_SOX % frameBytes;
        return none && headUnfinished() ? TO_THE_END : declared32;
    }

    /** Some programs go on beyond 4 GiB, and write what is left of the size in 32 bits. */
    private long unwrapped(long declared, long start) throws InterruptedException {
        long beyond = source.sizeBytes() - start - declared;
        if (beyond < 1L << Integer.SIZE || soundEnds(start + declared)) {
            return declared;
        }
        long whole = declared + (beyond >> Integer.SIZE << Integer.SIZE);
        return soundEnds(start + whole) ? whole : declared;
    }

    /** Whether another chunk is there, behind a byte that makes the size even or not, or a tag, or nothing. */
    private boolean soundEnds(long position) throws InterruptedException {
        return isChunk(position) || isChunk(position + 1);
    }

    private boolean isChunk(long position) throws InterruptedException {
        long left = source.sizeBytes() - position - CHUNK_HEAD_BYTES;
        if (left < 0) {
            return true;
        }
        ByteBuffer head = bytes(position, CHUNK_HEAD_BYTES);
        String id = letters(head, 0);
        boolean fits = (head.getInt(4) & 0xFFFF_FFFFL) <= left;
        return KNOWN.matcher(id).matches() || (fits && CHUNK.matcher(id).matches());
    }

    /** Whether the head was not completed after recording; if it was, no sound means no sound. */
    private boolean headUnfinished() {
        return riffBytes + CHUNK_HEAD_BYTES != source.sizeBytes();
    }

    private ByteBuffer bytes(long position, int count) throws InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(order);
        source.read(bytes, position);
        return bytes;
    }

    private static String letters(ByteBuffer bytes, int offset) {
        byte[] letters = new byte[4];
        bytes.get(offset, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
