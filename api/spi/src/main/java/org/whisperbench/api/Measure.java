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
    /**
     * Length of the window's text, as in OpenAI's code, or of its tokens, as in transformers and the embedded engine, over that of
     * the same compressed; great where the text repeats itself. That of tokens is lower: about 1.8 where that of the text is 2.4.
     */
    COMPRESSION_RATIO,
    /** Temperature at which the tokens were drawn; 0 where the likeliest were taken. */
    TEMPERATURE,
    /** Probability of a word: the mean of its tokens', from 0 to 1. */
    PROBABILITY
}
