package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * What was written in one window.
 *
 * @param tokens without the prompt and the end token
 * @param logProbabilities natural logarithm of each token's probability, the end token's included
 * @param ended false if the greatest length was reached first, so that speech may be left out
 * @param noSpeech probability that there is no speech
 * @param attention where the decoder listened, if that was wanted
 */
record Written(
        List<Integer> tokens,
        List<Double> logProbabilities,
        boolean ended,
        double noSpeech,
        @Nullable Attention attention) {

    /** Copies the lists. */
    Written {
        tokens = List.copyOf(tokens);
        logProbabilities = List.copyOf(logProbabilities);
    }

    /**
     * Begins a window.
     *
     * @param noSpeech probability that there is no speech
     * @return nothing written yet
     */
    static Written nothing(double noSpeech) {
        return new Written(List.of(), List.of(), false, noSpeech, null);
    }

    /**
     * Goes on by a token.
     *
     * @param chosen the token
     * @param end id of the end token
     * @return this and the token; ended, if it is the end token
     */
    Written with(TokenChoice.Chosen chosen, int end) {
        List<Double> all = new ArrayList<>(logProbabilities);
        all.add(chosen.logProbability());
        if (chosen.token() == end) {
            return new Written(tokens, all, true, noSpeech, attention);
        }
        List<Integer> longer = new ArrayList<>(tokens);
        longer.add(chosen.token());
        return new Written(longer, all, false, noSpeech, attention);
    }

    /**
     * Adds where the decoder listened while it read the last token.
     *
     * @param heads one row of encoded frames for each head
     * @return this with that
     */
    Written listening(List<float[]> heads) {
        return new Written(tokens, logProbabilities, ended, noSpeech, new Attention(attention, heads));
    }

    /**
     * Returns the mean of the tokens' log-probabilities, that of the end token included.
     *
     * @return at most 0; 0 if nothing was written
     */
    double averageLogProbability() {
        return logProbabilities.stream().mapToDouble(p -> p).average().orElse(0);
    }

    /**
     * Returns how much shorter the tokens become by compression, the end token included, as transformers computes it: each
     * token as the least number of bytes that the vocabulary needs, little end first, deflated as by zlib. OpenAI's code, from
     * which the usual threshold of 2.4 is, compresses the text instead; its ratio is greater, see decision 0050.
     *
     * @param vocabulary number of tokens
     * @param end id of the end token
     * @return the ratio
     */
    double compressionRatio(int vocabulary, int end) {
        int width = (int) (Math.log(vocabulary) / Math.log(2) / Byte.SIZE) + 1;
        List<Integer> all = new ArrayList<>(tokens);
        if (ended) {
            all.add(end);
        }
        byte[] bytes = new byte[width * all.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (all.get(i / width) >> ((i % width) * Byte.SIZE));
        }
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            return (double) bytes.length / deflater.deflate(new byte[2 * bytes.length + 64]);
        } finally {
            deflater.end();
        }
    }
}
