package org.whisperbench.platform.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Takes Ogg files apart.
 *
 * <p>Source: RFC 3533, section 6.
 */
final class OggPages {

    private static final int HEAD_BYTES = 27;
    private static final int TYPE = 5;
    private static final int LAST = 4;
    private static final int POSITION = 6;
    private static final int NUMBER = 18;
    private static final int CHECKSUM = 22;
    private static final int POLYNOMIAL = 0x04C1_1DB7;

    private OggPages() {}

    static List<byte[]> of(byte[] file) {
        List<byte[]> pages = new ArrayList<>();
        for (int at = 0; at < file.length; at += pages.get(pages.size() - 1).length) {
            pages.add(Arrays.copyOfRange(file, at, at + bytes(file, at)));
        }
        return pages;
    }

    /**
     * Gives each page of a damaged file the checksum of what is in it now, since a reader drops pages whose checksum is
     * wrong, with the damage in them. From the last to the first, since a page with a damaged head may reach into the next.
     */
    static void seal(byte[] damaged, byte[] original) {
        Deque<Integer> begins = new ArrayDeque<>();
        for (int at = 0; at + HEAD_BYTES + 255 <= original.length; at += bytes(original, at)) {
            begins.push(at);
        }
        for (int at : begins) {
            int end = at + bytes(damaged, at);
            if (end <= damaged.length) {
                byte[] sealed = sealed(Arrays.copyOfRange(damaged, at, end));
                System.arraycopy(sealed, 0, damaged, at, sealed.length);
            }
        }
    }

    private static int bytes(byte[] file, int at) {
        int segments = file[at + HEAD_BYTES - 1] & 0xFF;
        int bytes = HEAD_BYTES + segments;
        for (int i = 0; i < segments; i++) {
            bytes += file[at + HEAD_BYTES + i] & 0xFF;
        }
        return bytes;
    }

    static byte[] join(List<byte[]> pages) {
        return WavBuilder.join(pages.toArray(byte[][]::new));
    }

    /** A page of which another position is said, with the checksum that belongs to it. */
    static byte[] moved(byte[] page, long by) {
        ByteBuffer changed = ByteBuffer.wrap(page.clone()).order(ByteOrder.LITTLE_ENDIAN);
        changed.putLong(POSITION, changed.getLong(POSITION) + by);
        return sealed(changed.array());
    }

    /** A page that says it is the last of its stream, with the checksum that belongs to it. */
    static byte[] last(byte[] page) {
        byte[] changed = page.clone();
        changed[TYPE] |= LAST;
        return moved(changed, 0);
    }

    /** A page that says it is not the last of its stream, with the checksum that belongs to it. */
    static byte[] notLast(byte[] page) {
        byte[] changed = page.clone();
        changed[TYPE] = (byte) (changed[TYPE] & ~LAST);
        return moved(changed, 0);
    }

    /** The position that a page tells, in samples. */
    static long position(byte[] page) {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(POSITION);
    }

    /** A page that says it is so many pages later in its stream, with the checksum that belongs to it. */
    static byte[] later(byte[] page, int by) {
        ByteBuffer changed = ByteBuffer.wrap(page.clone()).order(ByteOrder.LITTLE_ENDIAN);
        changed.putInt(NUMBER, changed.getInt(NUMBER) + by);
        return sealed(changed.array());
    }

    private static byte[] sealed(byte[] page) {
        ByteBuffer sealed = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKSUM, 0);
        return sealed.putInt(CHECKSUM, checksum(page)).array();
    }

    private static int checksum(byte[] page) {
        int sum = 0;
        for (byte value : page) {
            sum ^= (value & 0xFF) << 24;
            for (int i = 0; i < Byte.SIZE; i++) {
                sum = sum < 0 ? (sum << 1) ^ POLYNOMIAL : sum << 1;
            }
        }
        return sum;
    }
}
