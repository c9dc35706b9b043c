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
            Pattern.compile("(TAG|ID3).|APET|LIST|JUNK|PAD |bext|cue |iXML|id3 |_PMX", Pattern.DOTALL);

    private static final Pattern CHUNK = Pattern.compile("[ -~]{4}");
    private static final int HEAD_BYTES = 12;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int MAX_CHUNKS = 10_000;
    private static final int LOOKED_AT_BYTES = 1 << 16;

    private final SourceFile source;
    private String container = "";
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long riffBytes;
    private long wideDataBytes = TO_THE_END;
    private @Nullable WavFormat format;
    private boolean padded;
    private long soundStart = -1;
    private long soundBytes;

    RiffParser(SourceFile source) {
        this.source = source;
    }

    WavFile parse() throws ForeignFormatException, InterruptedException {
        readHead();
        long position = HEAD_BYTES;
        for (int i = 0; i < MAX_CHUNKS; i++) {
            if (source.sizeBytes() - position < CHUNK_HEAD_BYTES) {
                throw source.refused(
                        soundStart < 0
                                ? "is a WAV file without sound: no data chunk in " + source.sizeBytes() + " bytes"
                                : "is a WAV file without a format chunk, which tells what the sound is");
            }
            ByteBuffer head = bytes(position, CHUNK_HEAD_BYTES);
            String id = letters(head, 0);
            long size = head.getInt(4) & 0xFFFF_FFFFL;
            long start = position + CHUNK_HEAD_BYTES;
            if ("data".equals(id) && soundStart < 0) {
                soundStart = start;
                soundBytes = size;
            } else {
                readChunk(id, start, size);
            }
            WavFormat known = format;
            if (known != null && soundStart >= 0) {
                return data(known, soundStart, soundBytes);
            }
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
            ByteBuffer chunk = bytes(start, (int) Math.min(size, WavFormat.MAX_BYTES));
            format = WavFormat.of(chunk, source);
            padded = WavFormat.isPadded(chunk);
        } else if ("ds64".equals(id) && container.endsWith("64") && size >= 16) {
            ByteBuffer sizes = bytes(start, 16);
            if (sizes.remaining() == 16 && sizes.getLong(8) != 0) {
                // A size of 2^63 and more is negative here; like any other that is too large it means a file cut short.
                wideDataBytes = sizes.getLong(8) < 0 ? Long.MAX_VALUE : sizes.getLong(8);
            }
        }
    }

    private WavFile data(WavFormat known, long start, long declared32)
            throws ForeignFormatException, InterruptedException {
        if (padded) {
            requireUpperBits(start);
        }
        long declared = declaredBytes(declared32, start, known.frameBytes());
        long available = source.sizeBytes() - start;
        if (declared == TO_THE_END) {
            return wav(known, available, new PcmSound.Ends(available % known.frameBytes() != 0, false), false);
        }
        long unwrapped = unwrapped(declared, start);
        long present = Math.min(unwrapped, available);
        boolean early = unwrapped > available || present % known.frameBytes() != 0;
        boolean late = !early && (!soundEnds(start + present) || hasMore(start + present));
        return wav(known, present, new PcmSound.Ends(early, late), unwrapped == declared);
    }

    private WavFile wav(WavFormat known, long bytes, PcmSound.Ends ends, boolean sized) {
        return new WavFile(container, known, soundStart, bytes / known.frameBytes(), ends, sized);
    }

    /** Looks at the first samples, since the format does not tell: integers leave the lowest byte empty. */
    private void requireUpperBits(long start) throws ForeignFormatException, InterruptedException {
        ByteBuffer samples = bytes(start, LOOKED_AT_BYTES);
        int lowest = order == ByteOrder.LITTLE_ENDIAN ? 0 : Integer.BYTES - 1;
        for (int i = lowest; i < samples.limit(); i += Integer.BYTES) {
            if (samples.get(i) != 0) {
                throw new ForeignFormatException(
                        "is a WAV file with 24 bits of a sample in 4 bytes, of which sort it does not tell");
            }
        }
    }

    private long declaredBytes(long declared32, long start, int frameBytes) throws InterruptedException {
        if (declared32 == UNKNOWN) {
            return wideDataBytes;
        }
        boolean ofSox = declared32 == SIZE_OF_SOX - SIZE_OF_SOX % frameBytes;
        boolean none = declared32 == 0 && (headUnfinished() || !soundEnds(start));
        return none || (ofSox && headUnfinished()) ? TO_THE_END : declared32;
    }

    /** Whether another chunk of sound follows, which the format does not allow. */
    private boolean hasMore(long end) throws InterruptedException {
        long position = isChunk(end) ? end : end + 1;
        for (int i = 0; i < MAX_CHUNKS && source.sizeBytes() - position >= CHUNK_HEAD_BYTES; i++) {
            ByteBuffer head = bytes(position, CHUNK_HEAD_BYTES);
            String id = letters(head, 0);
            if ("data".equals(id)) {
                return true;
            }
            if (!CHUNK.matcher(id).matches()) {
                return false;
            }
            long size = head.getInt(4) & 0xFFFF_FFFFL;
            position += CHUNK_HEAD_BYTES + size + size % 2;
        }
        return false;
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

    /** Whether another chunk is there, behind a byte that makes the size even or not, or a tag, or zeros, or nothing. */
    private boolean soundEnds(long position) throws InterruptedException {
        return isChunk(position) || isChunk(position + 1) || source.isZero(position);
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
