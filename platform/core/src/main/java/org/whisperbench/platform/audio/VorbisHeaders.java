package org.whisperbench.platform.audio;

import com.jcraft.jogg.Packet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keeps from JOrbis what it believes to its harm in the headers of a Vorbis stream.
 *
 * <p>Source: Xiph.Org Foundation, "Vorbis I specification", sections 2.1.4, 3.2.1 and 5.2.1.
 */
final class VorbisHeaders {

    private static final byte[] COMMENTS = "\u0003vorbis".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] BOOKS = "\u0005vorbis".getBytes(StandardCharsets.ISO_8859_1);
    /** An empty name of the encoder and no comments, each count of four bytes, and the bit that ends them. */
    private static final byte[] NO_COMMENTS = ByteBuffer.allocate(COMMENTS.length + 9)
            .put(COMMENTS)
            .put(COMMENTS.length + 8, (byte) 1)
            .array();

    /** A book begins with 24 bits that are always the same; 16 follow, its dimensions, here none. */
    private static final long BOOK_WITHOUT_DIMENSIONS = 0x564342;

    private static final int BOOK_BITS = 40;

    private VorbisHeaders() {}

    /**
     * Puts none in place of the comments: of them nothing is used, and the library takes as much memory as a length in them
     * says, up to 2 GiB, and fills it byte by byte.
     *
     * @throws IOException if there is a book over which the library would count without end
     */
    static Packet harmless(Packet header) throws IOException {
        byte[] content = OggPackets.content(header);
        if (OggPackets.begins(content, COMMENTS)) {
            return withoutComments(header);
        }
        if (OggPackets.begins(content, BOOKS) && hasBookWithoutDimensions(content)) {
            throw new IOException("a book of the Vorbis stream has no dimensions");
        }
        return header;
    }

    private static Packet withoutComments(Packet header) {
        Packet empty = new Packet();
        empty.packet_base = NO_COMMENTS;
        empty.bytes = NO_COMMENTS.length;
        empty.b_o_s = header.b_o_s;
        empty.e_o_s = header.e_o_s;
        empty.granulepos = header.granulepos;
        empty.packetno = header.packetno;
        return empty;
    }

    /** Books begin at any bit; bits are counted from the lowest of each byte. */
    private static boolean hasBookWithoutDimensions(byte[] content) {
        long bits = 0;
        for (byte value : content) {
            for (int i = 0; i < Byte.SIZE; i++) {
                bits = (bits >>> 1) | (((value >> i) & 1L) << (BOOK_BITS - 1));
                if (bits == BOOK_WITHOUT_DIMENSIONS) {
                    return true;
                }
            }
        }
        return false;
    }
}
