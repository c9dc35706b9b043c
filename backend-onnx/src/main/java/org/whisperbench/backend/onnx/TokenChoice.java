package org.whisperbench.backend.onnx;

/** Picks the next token among those that the rules allow. */
@FunctionalInterface
interface TokenChoice {

    /**
     * Picks a token.
     *
     * @param logits one value for each token of the vocabulary; forbidden ones are negative infinity. May be changed
     * @return the token and how probable it was among the allowed ones
     */
    Chosen choose(float[] logits);

    /**
     * A token.
     *
     * @param token its id
     * @param logProbability natural logarithm of its probability among the tokens that could have been picked
     */
    record Chosen(int token, double logProbability) {}

    /**
     * Takes the likeliest.
     *
     * @return the choice
     */
    static TokenChoice greatest() {
        return logits -> {
            int token = DecodingRules.greatest(logits);
            return new Chosen(token, logits[token] - LogSum.of(logits));
        };
    }
}
