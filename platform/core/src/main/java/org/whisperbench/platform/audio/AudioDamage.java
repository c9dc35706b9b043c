package org.whisperbench.platform.audio;

/**
 * What was wrong with a file that was decoded nevertheless.
 *
 * @param truncated whether the file ends before the sound that its header announces or inside a sample
 * @param surplus whether the file goes on behind the sound that its header announces, with sound that is left out
 * @param nonFiniteSamples how many samples were no numbers or infinite and were taken as 0; only
 *     {@link SampleEncoding#FLOAT} has such
 * @param skippedBlocks how many blocks of a compressed file could not be decoded
 */
public record AudioDamage(boolean truncated, boolean surplus, long nonFiniteSamples, long skippedBlocks) {

    /** A file as it should be. */
    public static final AudioDamage NONE = new AudioDamage(false, 0, 0);

    /**
     * Tells of a file without surplus.
     *
     * @param truncated as above
     * @param nonFiniteSamples as above
     * @param skippedBlocks as above
     */
    public AudioDamage(boolean truncated, long nonFiniteSamples, long skippedBlocks) {
        this(truncated, false, nonFiniteSamples, skippedBlocks);
    }
}
