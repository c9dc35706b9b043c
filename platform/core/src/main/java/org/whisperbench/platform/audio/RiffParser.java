package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sound in a WAV file, of which {@link FileKind} saw the first twelve bytes, without trusting it: nothing is allocated by a size that the file declares, and every
 * size is compared with the length of the file.
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

    private WavFile data(long start, long declared32) {
        WavFormat known = format;
        if (known == null) {
            throw source.refused("is a WAV file without a format chunk before its sound");
        }
        long declared = declaredBytes(declared32);
        long available = source.sizeBytes() - start;
        boolean sized = declared != TO_THE_END;
        long present = sized ? Math.min(declared, available) : available;
        boolean truncated = declared > available || present % known.frameBytes() != 0;
        return new WavFile(container, known, start, present / known.frameBytes(), truncated, sized);
    }

    private long declaredBytes(long declared32) {
        if (declared32 == UNKNOWN) {
            return wideDataBytes;
        }
        return declared32 == 0 && headUnfinished() ? TO_THE_END : declared32;
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
