package org.whisperbench.platform.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.whisperbench.worker.JsonObject;
import org.whisperbench.worker.weights.Tensor;
import org.whisperbench.worker.weights.TensorTable;

/**
 * What the numbers in a {@code config.json} make of a Whisper model: names and shapes of its tensors. Of two layouts, that of
 * transformers ({@code modeling_whisper.py}, release 5.17) and that of MLX ({@code whisper.py} of mlx-examples, commit
 * 7ddca42f).
 */
final class ExpectedTensors {

    private static final long KERNEL = 3;
    private static final long MLP_FACTOR = 4;
    /** More than any model has, so that a file cannot ask for endless work. */
    private static final long MOST_LAYERS = 1000;

    private final Map<String, List<Long>> needed = new LinkedHashMap<>();
    private final Set<String> optional = new HashSet<>();

    private ExpectedTensors() {}

    /** What a configuration makes, or empty if it is not one of a Whisper model whose tensors are known. */
    static Optional<ExpectedTensors> of(JsonObject config) {
        if (config.has("n_audio_state") && config.has("n_text_layer")) {
            return Optional.of(mlx(config));
        }
        boolean known = config.text("model_type").equals("whisper") && !config.has("quantization_config");
        return known ? Optional.of(transformers(config)) : Optional.empty();
    }

    /** What is left out has transformers' own values, which are those of tiny. */
    private static ExpectedTensors transformers(JsonObject config) {
        ExpectedTensors tensors = new ExpectedTensors();
        long width = number(config, "d_model", 384);
        tensors.affine("encoder.conv1", width, number(config, "num_mel_bins", 80), KERNEL);
        tensors.affine("encoder.conv2", width, width, KERNEL);
        for (long i = 0; i < layers(config, "encoder_layers", 4); i++) {
            String layer = "encoder.layers." + i;
            tensors.transformersLayer(layer, width, number(config, "encoder_ffn_dim", 1536));
        }
        tensors.affine("encoder.layer_norm", width);
        tensors.matrix("decoder.embed_tokens.weight", number(config, "vocab_size", 51865), width);
        tensors.matrix("decoder.embed_positions.weight", number(config, "max_target_positions", 448), width);
        for (long i = 0; i < layers(config, "decoder_layers", 4); i++) {
            String layer = "decoder.layers." + i;
            tensors.transformersLayer(layer, width, number(config, "decoder_ffn_dim", 1536));
            tensors.transformersAttention(layer + ".encoder_attn", width);
        }
        tensors.affine("decoder.layer_norm", width);
        // The one is computed from the other's place in the sentence, the other is the table of words once more.
        tensors.optional.addAll(List.of("encoder.embed_positions.weight", "proj_out.weight"));
        return tensors;
    }

    private void transformersLayer(String layer, long width, long inner) {
        transformersAttention(layer + ".self_attn", width);
        affine(layer + ".fc1", inner, width);
        affine(layer + ".fc2", width, inner);
        affine(layer + ".final_layer_norm", width);
    }

    private void transformersAttention(String name, long width) {
        matrix(name + ".k_proj.weight", width, width);
        for (String part : List.of(".q_proj", ".v_proj", ".out_proj")) {
            affine(name + part, width, width);
        }
        affine(name + "_layer_norm", width);
    }

    private static ExpectedTensors mlx(JsonObject config) {
        ExpectedTensors tensors = new ExpectedTensors();
        long heard = number(config, "n_audio_state", 0);
        long written = number(config, "n_text_state", heard);
        tensors.affine("encoder.conv1", heard, KERNEL, number(config, "n_mels", 80));
        tensors.affine("encoder.conv2", heard, KERNEL, heard);
        for (long i = 0; i < layers(config, "n_audio_layer", 0); i++) {
            tensors.mlxBlock("encoder.blocks." + i, heard);
        }
        tensors.affine("encoder.ln_post", heard);
        tensors.matrix("decoder.token_embedding.weight", number(config, "n_vocab", 0), written);
        tensors.matrix("decoder.positional_embedding", number(config, "n_text_ctx", 448), written);
        for (long i = 0; i < layers(config, "n_text_layer", 0); i++) {
            String block = "decoder.blocks." + i;
            tensors.mlxBlock(block, written);
            tensors.mlxAttention(block + ".cross_attn", written);
        }
        tensors.affine("decoder.ln", written);
        tensors.optional.addAll(List.of("alignment_heads", "encoder.positional_embedding"));
        return tensors;
    }

    private void mlxBlock(String block, long width) {
        mlxAttention(block + ".attn", width);
        affine(block + ".mlp1", MLP_FACTOR * width, width);
        affine(block + ".mlp2", width, MLP_FACTOR * width);
        affine(block + ".mlp_ln", width);
    }

    private void mlxAttention(String name, long width) {
        matrix(name + ".key.weight", width, width);
        for (String part : List.of(".query", ".value", ".out")) {
            affine(name + part, width, width);
        }
        affine(name + "_ln", width);
    }

    private static long number(JsonObject config, String name, long otherwise) {
        return config.whole(name).orElse(otherwise);
    }

    private static long layers(JsonObject config, String name, long otherwise) {
        return Math.min(MOST_LAYERS, number(config, name, otherwise));
    }

    /** A weight with its bias; without inputs a norm. */
    private void affine(String name, long outputs, Long... inputs) {
        List<Long> shape = new ArrayList<>(List.of(outputs));
        shape.addAll(List.of(inputs));
        needed.put(name + ".weight", List.copyOf(shape));
        needed.put(name + ".bias", List.of(outputs));
    }

    private void matrix(String name, long rows, long columns) {
        needed.put(name, List.of(rows, columns));
    }

    /** The first difference between a file and what its configuration makes, in words that follow "it". */
    Optional<String> difference(TensorTable table) {
        Map<String, List<Long>> found = table.tensors().stream()
                .collect(Collectors.toMap(tensor -> plain(tensor.name()), Tensor::shape, (one, other) -> one));
        List<String> missing = needed.keySet().stream()
                .filter(name -> !found.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            return Optional.of("lacks %d tensors that its 'config.json' asks for, such as '%s'"
                    .formatted(missing.size(), missing.get(0)));
        }
        List<String> strange = found.keySet().stream()
                .filter(name -> !isExpected(name, found.keySet()))
                .sorted()
                .toList();
        if (!strange.isEmpty()) {
            return Optional.of("has %d tensors that its 'config.json' knows nothing of, such as '%s'"
                    .formatted(strange.size(), strange.get(0)));
        }
        return needed.entrySet().stream()
                .filter(entry -> !fits(entry.getKey(), entry.getValue(), found))
                .findFirst()
                .map(entry -> "has tensor '%s' in shape %s, and its 'config.json' asks for %s"
                        .formatted(entry.getKey(), found.get(entry.getKey()), entry.getValue()));
    }

    private static String plain(String name) {
        return name.startsWith("model.") ? name.substring("model.".length()) : name;
    }

    private boolean isExpected(String name, Set<String> found) {
        return needed.containsKey(name) || optional.contains(name) || isOfPacked(name, found);
    }

    /** A weight of MLX that is packed into fewer bits has its scales beside it. */
    private boolean isOfPacked(String name, Set<String> found) {
        String layer = name.replaceFirst("\\.(scales|biases)$", "");
        return !layer.equals(name) && needed.containsKey(layer + ".weight") && found.contains(layer + ".scales");
    }

    /** Packed rows are shorter than the model's, and as many. */
    private static boolean fits(String name, List<Long> wanted, Map<String, List<Long>> found) {
        List<Long> shape = found.getOrDefault(name, List.of());
        boolean packed = name.endsWith(".weight") && found.containsKey(name.replaceFirst("weight$", "scales"));
        return packed ? shape.size() == 2 && shape.get(0).equals(wanted.get(0)) : shape.equals(wanted);
    }
}
