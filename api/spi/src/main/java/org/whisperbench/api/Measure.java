package org.whisperbench.api;

/**
 * What an engine may tell of how it came to a text.
 *
 * @since 1.1
 */
public enum Measure {
    /**
     * Mean of the natural logarithms of the probabilities of the tokens of the window that the text is from, the end token
     * included; at most 0.
     */
    AVERAGE_LOG_PROBABILITY,
    /** Probability that the window holds no speech, from 0 to 1. */
    NO_SPEECH_PROBABILITY,
    /** Length of the window's text or tokens over that of the same compressed; great where the text repeats itself. */
    COMPRESSION_RATIO,
    /** Temperature at which the tokens were drawn; 0 where the likeliest were taken. */
    TEMPERATURE,
    /** Probability of a word: the mean of its tokens', from 0 to 1. */
    PROBABILITY
}
