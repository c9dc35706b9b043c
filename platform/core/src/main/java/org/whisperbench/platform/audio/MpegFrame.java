package org.whisperbench.platform.audio;

/**
 * The header of a frame of MPEG audio.
 *
 * <p>Source: ISO/IEC 11172-3, section 2.4.2.3, and 13818-3, section 2.4.2.3, for rates and bit rates.
 */
record MpegFrame(int word) {

    static final int HEAD_BYTES = 4;
    /** More than the longest frame, which is one of layer II at 160 kbit/s and 8 kHz. */
    static final int MOST_BYTES = 1 << 12;

    private static final int[] RATES = {44_100, 48_000, 32_000};
    /** In kbit/s for the layers I, II and III of version 1, and for I and the others of version 2. */
    private static final int[][] BIT_RATES = {
        {32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
        {32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
        {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
        {32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
        {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
    };
    /** Eleven set bits, version, layer and rate, which all frames of a stream share. */
    private static final int OF_THE_STREAM = 0xFFFE_0C00;

    /** Eleven set bits, and no number that is reserved: version 1, layer 0, bit rate 15, rate 3. */
    boolean isValid() {
        boolean marked = word >>> 21 == 0x7FF;
        return marked && version() != 1 && (word >> 17 & 3) != 0 && bitRateIndex() != 15 && (word >> 10 & 3) != 3;
    }

    /** Whether a frame may come next in the stream of this one; decoders keep to their number of channels. */
    boolean isFollowedBy(MpegFrame next) {
        return next.isValid() && (next.word & OF_THE_STREAM) == (word & OF_THE_STREAM) && next.isMono() == isMono();
    }

    int layer() {
        return 4 - (word >> 17 & 3);
    }

    boolean isVersionOne() {
        return version() == 3;
    }

    boolean isMono() {
        return (word >> 6 & 3) == 3;
    }

    int sampleRateHz() {
        return RATES[word >> 10 & 3] >> (version() == 3 ? 0 : version() == 2 ? 1 : 2);
    }

    /** How many of each channel it is decoded to. */
    int samples() {
        return layer() == 1 ? 384 : layer() == 2 || isVersionOne() ? 1152 : 576;
    }

    /** Its length with the header, or 0 where the bit rate is free, which does not tell it. */
    int bytes() {
        if (bitRateIndex() == 0) {
            return 0;
        }
        int row = isVersionOne() ? layer() - 1 : layer() == 1 ? 3 : 4;
        int bitRate = 1000 * BIT_RATES[row][bitRateIndex() - 1];
        int padding = word >> 9 & 1;
        if (layer() == 1) {
            return 4 * (12 * bitRate / sampleRateHz() + padding);
        }
        return (layer() == 3 && !isVersionOne() ? 72 : 144) * bitRate / sampleRateHz() + padding;
    }

    /** Behind the header, its checksum and the side information of layer III. */
    int tagOffset() {
        boolean checksum = (word >> 16 & 1) == 0;
        int side = isVersionOne() ? (isMono() ? 17 : 32) : isMono() ? 9 : 17;
        return HEAD_BYTES + (checksum ? 2 : 0) + side;
    }

    private int version() {
        return word >> 19 & 3;
    }

    private int bitRateIndex() {
        return word >> 12 & 15;
    }
}
