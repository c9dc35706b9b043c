package org.whisperbench.platform.audio;

import java.io.IOException;

/**
 * A library's decoder, block by block. Whatever it throws, a runtime exception too, means that the file is damaged;
 * {@link LibrarySound} stands at this border.
 */
interface BlockDecoder {

    SoundFormat format();

    /** Which part of what is decoded is the sound. */
    default Span span() {
        return Span.WHOLE;
    }

    /**
     * Decodes some more.
     *
     * @return false at the end
     */
    boolean next(SampleBlock into) throws IOException;

    /**
     * Of all samples, encoders mark some at both ends as their own delay.
     *
     * @param skip how many are left out at the beginning
     * @param keep how many follow, or {@link Sound#UNKNOWN}
     * @param slack how many may be missing in a file that is whole
     */
    record Span(long skip, long keep, long slack) {

        static final Span WHOLE = new Span(0, Sound.UNKNOWN, 0);
    }

    /** Makes a decoder, or finds that the file is of another kind. */
    @FunctionalInterface
    interface Opening {
        BlockDecoder open() throws IOException, ForeignFormatException, InterruptedException;
    }
}
