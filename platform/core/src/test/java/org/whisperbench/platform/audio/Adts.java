package org.whisperbench.platform.audio;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Changes AAC files of bare frames.
 *
 * <p>Source: ISO/IEC 14496-3, sections 1.A.2 for the head of a frame and 4.4.2.7 for fill elements.
 */
final class Adts {

    private static final int HEAD_BYTES = 7;
    /** Three bits that end a frame. */
    private static final String END = "111";
    /** A fill element of two bytes: an extension of the kind 13, spectral band replication, without a head of its own. */
    private static final String REPLICATION = "110" + "0010" + "1101" + "0".repeat(12);

    private Adts() {}

    /** Adds spectral band replication to each frame: the higher band is there and empty. */
    static byte[] withReplication(byte[] file) {
        return withReplication(file, 0);
    }

    /** Leaves so many bytes as they are, which are whole frames. */
    static byte[] withReplication(byte[] file, int from) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(file, 0, from);
        for (int at = from; at + HEAD_BYTES <= file.length; at += frameBytes(file, at)) {
            byte[] head = Arrays.copyOfRange(file, at, at + HEAD_BYTES);
            byte[] content = replicated(Arrays.copyOfRange(file, at + HEAD_BYTES, at + frameBytes(file, at)));
            int length = HEAD_BYTES + content.length;
            head[3] = (byte) ((head[3] & 0xFC) | (length >> 11));
            head[4] = (byte) (length >> 3);
            head[5] = (byte) ((length << 5) | (head[5] & 0x1F));
            changed.writeBytes(head);
            changed.writeBytes(content);
        }
        return changed.toByteArray();
    }

    /** Where a frame begins, counted from 0. */
    static int frame(byte[] file, int number) {
        int at = 0;
        for (int i = 0; i < number; i++) {
            at += frameBytes(file, at);
        }
        return at;
    }

    private static int frameBytes(byte[] file, int at) {
        return ((file[at + 3] & 3) << 11) | ((file[at + 4] & 0xFF) << 3) | ((file[at + 5] & 0xFF) >> 5);
    }

    private static byte[] replicated(byte[] content) {
        StringBuilder bits = new StringBuilder();
        for (byte value : content) {
            bits.append(Integer.toBinaryString((value & 0xFF) | 0x100).substring(1));
        }
        bits.setLength(bits.lastIndexOf("1") + 1 - END.length());
        bits.append(REPLICATION).append(END);
        bits.append("0".repeat(-bits.length() & 7));
        byte[] longer = new byte[bits.length() / 8];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return longer;
    }
}
