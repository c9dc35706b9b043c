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
        long width = number(config, "d_model", 384);
        return of(
                TensorNames.TRANSFORMERS,
                new Stack(width, layers(config, "encoder_layers", 4), number(config, "encoder_ffn_dim", 1536)),
                new Stack(width, layers(config, "decoder_layers", 4), number(config, "decoder_ffn_dim", 1536)),
                new Ends(
                        number(config, "num_mel_bins", 80),
                        number(config, "vocab_size", 51865),
                        number(config, "max_target_positions", 448)));
    }

    private static ExpectedTensors mlx(JsonObject config) {
        long heard = number(config, "n_audio_state", 0);
        long written = number(config, "n_text_state", heard);
        return of(
                TensorNames.MLX,
                new Stack(heard, layers(config, "n_audio_layer", 0), MLP_FACTOR * heard),
                new Stack(written, layers(config, "n_text_layer", 0), MLP_FACTOR * written),
                new Ends(
                        number(config, "n_mels", 80), number(config, "n_vocab", 0), number(config, "n_text_ctx", 448)));
    }

    /** Width, number and inner width of an encoder's or a decoder's layers. */
    private record Stack(long width, long layers, long inner) {}

    /** What goes in, and how many words and positions come out. */
    private record Ends(long mels, long words, long positions) {}

    private static ExpectedTensors of(TensorNames names, Stack encoder, Stack decoder, Ends ends) {
        ExpectedTensors tensors = new ExpectedTensors();
        tensors.convolution("encoder.conv1", encoder.width(), ends.mels(), names);
        tensors.convolution("encoder.conv2", encoder.width(), encoder.width(), names);
        tensors.layers("encoder", encoder, names);
        tensors.affine(names.ends().heard(), encoder.width());
        tensors.matrix(names.ends().words(), ends.words(), decoder.width());
        tensors.matrix(names.ends().positions(), ends.positions(), decoder.width());
        tensors.layers("decoder", decoder, names);
        for (long i = 0; i < decoder.layers(); i++) {
            tensors.attention("decoder" + names.layer() + i + names.cross(), decoder.width(), names.attention());
        }
        tensors.affine(names.ends().written(), decoder.width());
        tensors.optional.addAll(names.ends().optional());
        return tensors;
    }

    private void convolution(String name, long outputs, long inputs, TensorNames names) {
        if (names.kernelFirst()) {
            affine(name, outputs, KERNEL, inputs);
        } else {
            affine(name, outputs, inputs, KERNEL);
        }
    }

    private void layers(String side, Stack stack, TensorNames names) {
        for (long i = 0; i < stack.layers(); i++) {
            String layer = side + names.layer() + i;
            attention(layer + names.self(), stack.width(), names.attention());
            affine(layer + names.perceptron().outer(), stack.inner(), stack.width());
            affine(layer + names.perceptron().inner(), stack.width(), stack.inner());
            affine(layer + names.perceptron().norm(), stack.width());
        }
    }

    private void attention(String name, long width, TensorNames.Attention parts) {
        matrix(name + parts.key() + ".weight", width, width);
        for (String part : parts.others()) {
            affine(name + part, width, width);
        }
        affine(name + parts.norm(), width);
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
