package org.whisperbench.platform.audio;

/** How a file writes one sample. */
public enum SampleEncoding {
    /** Integers: 8 bits without sign, or 16, 24 or 32 bits with sign. */
    PCM,
    /** IEEE 754 numbers of 32 or 64 bits, nominally from -1 to 1. */
    FLOAT,
    /** ITU-T G.711 A-law, 8 bits. */
    A_LAW,
    /** ITU-T G.711 mu-law, 8 bits. */
    MU_LAW
}
