package org.whisperbench.platform.audio;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What programs put in front of, between and behind the sound of any format: tags, and zeros that fill up.
 *
 * <p>Source: "ID3 tag version 2.4.0", section 3.1; ID3 version 1 and its extension; "APE Tags Header" of versions 1 and 2;
 * "Lyrics3" and "Lyrics3 v2.00". At the end of a file all but ID3 version 2 are found from their ends, too.
 */
final class Tags {

    /** More zeros than this may have been sound. */
    static final int MOST_PADDING = 1 << 16;

    private static final int OLD_BYTES = 128;
    private static final int OLD_EXTENSION_BYTES = 227;
    private static final int APE_HEAD_BYTES = 32;
    private static final int APE_IS_HEAD = 0x2000_0000;
    private static final int APE_HAS_HEAD = 0x8000_0000;
    private static final String APE = "APETAGEX";
    private static final String LYRICS = "LYRICSBEGIN";
    private static final int LYRICS_END_BYTES = 9;
    private static final int LYRICS_SIZE_DIGITS = 6;
    /** Of version 1, whose size is nowhere, with its marks. */
    private static final int MOST_LYRICS_BYTES = 5120;

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
            long rest = behind(source, at);
            return rest >= Math.min(to, source.sizeBytes()) || (to >= source.sizeBytes() && isTail(source, from, rest));
        } catch (InterruptedException e) {
            throw Interruption.whileReading(e);
        }
    }

    /** Whether the tags that the file ends with begin here or before, and not before another place: its tag may lie. */
    private static boolean isTail(SourceFile source, long earliest, long at) throws InterruptedException {
        long begin = begin(source);
        return begin >= earliest && begin <= at;
    }

    /** Where the tags begin that the file ends with; its size if there is none. */
    private static long begin(SourceFile source) throws InterruptedException {
        long at = source.sizeBytes();
        long bytes = bytesBefore(source, at);
        while (bytes > 0 && bytes <= at) {
            at -= bytes;
            bytes = bytesBefore(source, at);
        }
        return at;
    }

    private static long bytesBefore(SourceFile source, long end) throws InterruptedException {
        if (isAt(source, end - OLD_BYTES, "TAG")) {
            return OLD_BYTES;
        }
        if (isAt(source, end - OLD_EXTENSION_BYTES, "TAG+")) {
            return OLD_EXTENSION_BYTES;
        }
        if (isAt(source, end - APE_HEAD_BYTES, APE)) {
            return apeBefore(source, end);
        }
        return lyricsBefore(source, end);
    }

    private static long apeBefore(SourceFile source, long end) throws InterruptedException {
        ByteBuffer numbers = numbers(source.letters(end - APE_HEAD_BYTES, APE_HEAD_BYTES));
        long bytes = numbers.getInt(12) & 0xFFFF_FFFFL;
        if ((numbers.getInt(20) & APE_HAS_HEAD) == 0) {
            return bytes < APE_HEAD_BYTES ? 0 : bytes;
        }
        return isAt(source, end - bytes - APE_HEAD_BYTES, APE) ? bytes + APE_HEAD_BYTES : 0;
    }

    private static long lyricsBefore(SourceFile source, long end) throws InterruptedException {
        long mark = end - LYRICS_END_BYTES;
        if (isAt(source, mark, "LYRICS200")) {
            String size = source.letters(Math.max(0, mark - LYRICS_SIZE_DIGITS), LYRICS_SIZE_DIGITS);
            long bytes = size.matches("\\d{6}") ? Long.parseLong(size) + LYRICS_SIZE_DIGITS + LYRICS_END_BYTES : 0;
            return isAt(source, end - bytes, LYRICS) ? bytes : 0;
        }
        if (isAt(source, mark, "LYRICSEND")) {
            long from = Math.max(0, end - MOST_LYRICS_BYTES);
            int begin = source.letters(from, (int) (end - from)).indexOf(LYRICS);
            return begin < 0 ? 0 : end - from - begin;
        }
        return 0;
    }

    private static boolean isAt(SourceFile source, long at, String mark) throws InterruptedException {
        return at >= 0 && source.letters(at, mark.length()).equals(mark);
    }

    private static ByteBuffer numbers(String head) {
        return ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long bytes(SourceFile source, long at) throws InterruptedException {
        String head = source.letters(at, APE_HEAD_BYTES);
        if (FileHead.isTag(head)) {
            return FileHead.tagBytes(head);
        }
        if (head.startsWith("TAG")) {
            return head.startsWith("TAG+") ? OLD_EXTENSION_BYTES : OLD_BYTES;
        }
        if (head.startsWith(APE) && head.length() == APE_HEAD_BYTES) {
            ByteBuffer numbers = numbers(head);
            boolean isHead = (numbers.getInt(20) & APE_IS_HEAD) != 0;
            return APE_HEAD_BYTES + (isHead ? numbers.getInt(12) & 0xFFFF_FFFFL : 0);
        }
        return 0;
    }
}
