package org.whisperbench.platform.audio;

/** How a file writes its sound. */
public enum SampleEncoding {
    /** Integers: 8 bits with or without sign, or 16, 24 or 32 bits with sign. */
    PCM,
    /** IEEE 754 numbers of 32 or 64 bits, nominally from -1 to 1. */
    FLOAT,
    /** ITU-T G.711 A-law, 8 bits. */
    A_LAW,
    /** ITU-T G.711 mu-law, 8 bits. */
    MU_LAW,
    /** Free Lossless Audio Codec. */
    FLAC,
    /** MPEG-1, MPEG-2 or MPEG-2.5 audio of layer I, II or III (MP3). */
    MPEG_AUDIO,
    /** Vorbis. */
    VORBIS,
    /** Opus. */
    OPUS,
    /** MPEG-4 AAC. */
    AAC,
    /** Something that another program decoded and did not name. */
    OTHER
}
