package org.whisperbench.platform.audio;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What programs put in front of, between and behind the sound of any format: tags, and zeros that fill up.
 *
 * <p>Source: "ID3 tag version 2.4.0", section 3.1; ID3 version 1 and its extension; "APE Tags Header" of version 2.
 */
final class Tags {

    /** More zeros than this may have been sound. */
    static final int MOST_PADDING = 1 << 16;

    private static final int OLD_BYTES = 128;
    private static final int OLD_EXTENSION_BYTES = 227;
    private static final int APE_HEAD_BYTES = 32;
    private static final int APE_IS_HEAD = 0x2000_0000;

    private Tags() {}

    /** Where the tags end that begin here; the same place if there is none. */
    static long behind(SourceFile source, long from) throws InterruptedException {
        long at = from;
        long bytes = bytes(source, at);
        while (bytes > 0) {
            at += bytes;
            bytes = bytes(source, at);
        }
        return at;
    }

    /** Whether there are but tags and zeros; a thread that is interrupted keeps its flag. */
    static boolean isPadding(SourceFile source, long from, long to) throws InterruptedIOException {
        try {
            ByteBuffer window = ByteBuffer.allocate(MOST_PADDING);
            long at = behind(source, from);
            source.read(window, at);
            while (window.hasRemaining() && at < to && window.get() == 0) {
                at++;
            }
            return behind(source, at) >= Math.min(to, source.sizeBytes());
        } catch (InterruptedException e) {
            throw Interruption.whileReading(e);
        }
    }

    private static long bytes(SourceFile source, long at) throws InterruptedException {
        String head = source.letters(at, APE_HEAD_BYTES);
        if (FileHead.isTag(head)) {
            return FileHead.tagBytes(head);
        }
        if (head.startsWith("TAG")) {
            return head.startsWith("TAG+") ? OLD_EXTENSION_BYTES : OLD_BYTES;
        }
        if (head.startsWith("APETAGEX") && head.length() == APE_HEAD_BYTES) {
            ByteBuffer numbers =
                    ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)).order(ByteOrder.LITTLE_ENDIAN);
            boolean isHead = (numbers.getInt(20) & APE_IS_HEAD) != 0;
            return APE_HEAD_BYTES + (isHead ? numbers.getInt(12) & 0xFFFF_FFFFL : 0);
        }
        return 0;
    }
}
