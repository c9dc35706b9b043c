package org.whisperbench.platform.audio;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A library's decoder, block by block. Whatever it throws, a runtime exception too, means that the file is damaged;
 * {@link LibrarySound} stands at this border.
 */
interface BlockDecoder {

    /** Some tell what they make of a file only when they decoded the first of its sound. */
    SoundFormat format();

    /** Which part of what is decoded is the sound; told when {@link #format()} is. */
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
     * Goes on behind the end: files that were joined are one file with several heads.
     *
     * @return what decodes the next of them; null if nothing follows
     * @throws IOException if there is sound that no head tells of
     */
    default @Nullable BlockDecoder following() throws IOException, InterruptedException {
        return null;
    }

    /**
     * Of all samples, encoders mark some at both ends as their own delay.
     *
     * @param skip how many are left out at the beginning
     * @param keep how many follow, or {@link Sound#UNKNOWN}
     * @param slack how many may be missing in a file that is whole
     * @param delay how much silence is before them
     * @param tail how many may follow that are no sound; if there are more, the file goes on behind what it tells
     */
    record Span(long skip, long keep, long slack, long delay, long tail) {

        static final Span WHOLE = new Span(0, Sound.UNKNOWN, 0);

        Span(long skip, long keep, long slack) {
            this(skip, keep, slack, 0);
        }

        Span(long skip, long keep, long slack, long delay) {
            this(skip, keep, slack, delay, Long.MAX_VALUE);
        }
    }

    /** Makes a decoder, or finds that the file is of another kind. */
    @FunctionalInterface
    interface Opening {
        BlockDecoder open() throws IOException, ForeignFormatException, InterruptedException;
    }
}
