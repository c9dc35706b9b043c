package org.whisperbench.platform.check;

import java.util.List;
import java.util.Set;

/**
 * How a layout calls the tensors of a Whisper model, which has the same ones in each.
 *
 * @param layer between {@code encoder} or {@code decoder} and a layer's number
 * @param self what a layer's attention to itself is called
 * @param cross what a layer's attention to the encoder is called
 * @param attention parts of an attention
 * @param perceptron the rest of a layer
 * @param ends what is outside of layers
 * @param kernelFirst whether a convolution's width comes before its inputs
 */
record TensorNames(
        String layer,
        String self,
        String cross,
        Attention attention,
        Perceptron perceptron,
        Ends ends,
        boolean kernelFirst) {

    /** Of transformers, {@code modeling_whisper.py}, release 5.17. */
    static final TensorNames TRANSFORMERS = new TensorNames(
            ".layers.",
            ".self_attn",
            ".encoder_attn",
            new Attention(".k_proj", List.of(".q_proj", ".v_proj", ".out_proj"), "_layer_norm"),
            new Perceptron(".fc1", ".fc2", ".final_layer_norm"),
            new Ends(
                    "encoder.layer_norm",
                    "decoder.layer_norm",
                    "decoder.embed_tokens.weight",
                    "decoder.embed_positions.weight",
                    // The one is computed from its place in the sentence, the other is the table of words once more.
                    Set.of("encoder.embed_positions.weight", "proj_out.weight")),
            false);

    /** Of MLX, {@code whisper.py} of mlx-examples, commit 7ddca42f. */
    static final TensorNames MLX = new TensorNames(
            ".blocks.",
            ".attn",
            ".cross_attn",
            new Attention(".key", List.of(".query", ".value", ".out"), "_ln"),
            new Perceptron(".mlp1", ".mlp2", ".mlp_ln"),
            new Ends(
                    "encoder.ln_post",
                    "decoder.ln",
                    "decoder.token_embedding.weight",
                    "decoder.positional_embedding",
                    Set.of("alignment_heads", "encoder.positional_embedding")),
            true);

    /**
     * Parts of an attention.
     *
     * @param key the one matrix without a bias
     * @param others matrices with one
     * @param norm what stands before it
     */
    record Attention(String key, List<String> others, String norm) {}

    /**
     * The rest of a layer.
     *
     * @param outer the matrix that makes more of it
     * @param inner the one that makes less of it again
     * @param norm what stands before both
     */
    record Perceptron(String outer, String inner, String norm) {}

    /**
     * What is outside of layers.
     *
     * @param heard the encoder's last norm
     * @param written the decoder's last norm
     * @param words the table of words
     * @param positions the decoder's table of positions
     * @param optional what may be there, and need not
     */
    record Ends(String heard, String written, String words, String positions, Set<String> optional) {}
}
