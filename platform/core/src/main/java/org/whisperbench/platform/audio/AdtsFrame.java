package org.whisperbench.platform.audio;

/**
 * The header of a frame of bare AAC.
 *
 * <p>Source: ISO/IEC 13818-7, section 6.2, and 14496-3, section 1.A.2.2: {@code adts_fixed_header} and
 * {@code adts_variable_header}.
 *
 * @param first its first four bytes
 * @param last its four bytes from the fourth on
 */
record AdtsFrame(int first, int last) {

    /** Without checksums. */
    static final int HEAD_BYTES = 7;

    /** Where the second of its words begins. */
    static final int LAST_AT = 3;

    private static final int RATES = 12;
    private static final int CHECKSUM_BYTES = 2;
    /** Twelve set bits, layer 0, profile, rate and channels. */
    private static final int OF_THE_STREAM = 0xFFF6_FDC0;

    /** Whether it begins with its mark, has a rate of the table, and more bytes than its header. */
    boolean isValid() {
        boolean marked = first >>> 20 == 0xFFF && (first >> 17 & 3) == 0;
        return marked && rateIndex() < RATES && bytes() > headBytes();
    }

    /** Whether a frame may come next in the stream of this one; a decoder keeps to its tables. */
    boolean isFollowedBy(AdtsFrame next) {
        return next.isValid() && (next.first & OF_THE_STREAM) == (first & OF_THE_STREAM);
    }

    /** From 1 on, as MPEG-4 numbers them. */
    int profile() {
        return (first >> 14 & 3) + 1;
    }

    int rateIndex() {
        return first >> 10 & 15;
    }

    /** Its number in the table of configurations; 0 where the frame tells it. */
    int channels() {
        return first >> 6 & 7;
    }

    /** The length with the header. */
    int bytes() {
        return last >> 13 & 0x1FFF;
    }

    /** How many blocks of raw data there are. */
    int blocks() {
        return (last & 3) + 1;
    }

    /** With the checksum, and the places of all blocks but the first, that are there if the frame is protected. */
    int headBytes() {
        boolean isProtected = (first >> 16 & 1) == 0;
        return HEAD_BYTES + (isProtected ? CHECKSUM_BYTES * blocks() : 0);
    }
}
