package org.whisperbench.platform.check;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.whisperbench.worker.weights.Tensor;
import org.whisperbench.worker.weights.TensorTable;

/**
 * What {@code model.bin} of CTranslate2 has to hold to be a Whisper model, by the names of {@code WhisperSpec} (4.8,
 * {@code whisper_spec.py} and {@code transformers.py}). The library counts layers until one is missing, computes without a bias
 * that is missing, and multiplies what has other shapes; so names and shapes are held against one another, and against the
 * {@link Ctranslate2Companions} beside the file. One instance looks at one file.
 */
final class Ctranslate2Variables {

    static final String FORMAT = "CTranslate2 WhisperSpec";

    private static final String ENCODER = "encoder";
    private static final String DECODER = "decoder";
    private static final String WEIGHT = "/weight";
    private static final String FIRST_CONVOLUTION = "encoder/conv1";
    private static final String EMBEDDINGS = "decoder/embeddings/weight";
    private static final long KERNEL = 3;
    /** Positions of 30 s of audio, and {@code max_length} of faster-whisper's {@code transcribe.py}. */
    private static final long HEARD = 1500;

    private static final long WRITTEN = 448;
    private static final Pattern LAYER = Pattern.compile("(encoder|decoder)/layer_(\\d{1,3})/.*");

    private final TensorTable table;
    private final Ctranslate2Companions beside;
    private final Map<String, Tensor> found = new HashMap<>();
    private final Map<String, List<Long>> needed = new LinkedHashMap<>();

    private Ctranslate2Variables(TensorTable table, Ctranslate2Companions beside) {
        this.table = table;
        this.beside = beside;
        table.tensors().forEach(tensor -> found.put(tensor.name(), tensor));
        // An alias means the scale of its variable, too.
        table.aliases()
                .forEach((alias, name) -> List.of("", "_scale").forEach(end -> {
                    Tensor tensor = found.get(name + end);
                    if (tensor != null) {
                        found.putIfAbsent(alias + end, tensor);
                    }
                }));
    }

    /** The first difference between the file and a Whisper model, in words that follow "it". */
    static Optional<String> difference(TensorTable table, Ctranslate2Companions beside) {
        return new Ctranslate2Variables(table, beside).difference();
    }

    private Optional<String> difference() {
        Tensor first = found.get(FIRST_CONVOLUTION + WEIGHT);
        if (first == null) {
            return Optional.of(lacks(FIRST_CONVOLUTION + WEIGHT));
        }
        if (first.shape().size() != 3) {
            return Optional.of(shaped(FIRST_CONVOLUTION + WEIGHT, "[width, mel bands, 3]"));
        }
        long width = first.shape().get(0);
        need(width);
        return missing()
                .or(this::misshapen)
                .or(() -> heads(ENCODER, width))
                .or(() -> heads(DECODER, width))
                .or(this::scales)
                .or(() -> beside.difference(
                        new Ctranslate2Companions.Told(layers(ENCODER), layers(DECODER), heads(DECODER), rows())));
    }

    private void need(long width) {
        affine(FIRST_CONVOLUTION, width, beside.melBands(), KERNEL);
        affine("encoder/conv2", width, width, KERNEL);
        needed.put("encoder/position_encodings/encodings", List.of(HEARD, width));
        norm(ENCODER, width);
        long heard = layers(ENCODER);
        for (long i = 0; i < heard; i++) {
            layer("encoder/layer_" + i, width);
        }
        needed.put(EMBEDDINGS, List.of(rows(), width));
        needed.put("decoder/position_encodings/encodings", List.of(WRITTEN, width));
        norm(DECODER, width);
        long written = layers(DECODER);
        for (long i = 0; i < written; i++) {
            layer("decoder/layer_" + i, width);
            norm("decoder/layer_" + i + "/attention", width);
            affine("decoder/layer_" + i + "/attention/linear_0", width, width);
            affine("decoder/layer_" + i + "/attention/linear_1", 2 * width, width);
            affine("decoder/layer_" + i + "/attention/linear_2", width, width);
        }
        needed.put("decoder/projection/weight", List.of(rows(), width));
    }

    private void layer(String layer, long width) {
        norm(layer + "/self_attention", width);
        affine(layer + "/self_attention/linear_0", 3 * width, width);
        affine(layer + "/self_attention/linear_1", width, width);
        long inner = rows(layer + "/ffn/linear_0" + WEIGHT);
        norm(layer + "/ffn", width);
        affine(layer + "/ffn/linear_0", inner, width);
        affine(layer + "/ffn/linear_1", width, inner);
    }

    private void norm(String scope, long width) {
        needed.put(scope + "/layer_norm/gamma", List.of(width));
        needed.put(scope + "/layer_norm/beta", List.of(width));
    }

    private void affine(String name, long outputs, Long... inputs) {
        needed.put(
                name + WEIGHT,
                inputs.length == 1 ? List.of(outputs, inputs[0]) : List.of(outputs, inputs[0], inputs[1]));
        needed.put(name + "/bias", List.of(outputs));
    }

    private long rows() {
        return rows(EMBEDDINGS);
    }

    private long rows(String name) {
        Tensor tensor = found.get(name);
        return tensor == null || tensor.shape().isEmpty() ? 0 : tensor.shape().get(0);
    }

    /** One more than the last layer of which anything is there; at least one. */
    private long layers(String stack) {
        long layers = 1;
        for (String name : found.keySet()) {
            Matcher layer = LAYER.matcher(name);
            if (layer.matches() && layer.group(1).equals(stack)) {
                layers = Math.max(layers, Long.parseLong(layer.group(2)) + 1);
            }
        }
        return layers;
    }

    private Optional<String> missing() {
        return needed.keySet().stream()
                .filter(name -> !found.containsKey(name))
                .findFirst()
                .map(Ctranslate2Variables::lacks);
    }

    private static String lacks(String name) {
        return "lacks variable '" + name + "', which every Whisper model has";
    }

    private Optional<String> misshapen() {
        return needed.entrySet().stream()
                .filter(one -> !shape(one.getKey()).equals(one.getValue()))
                .findFirst()
                .map(one -> shaped(one.getKey(), one.getValue().toString()));
    }

    private List<Long> shape(String name) {
        Tensor tensor = found.get(name);
        return tensor == null ? List.of() : tensor.shape();
    }

    private String shaped(String name, String wanted) {
        return "has variable '%s' in shape %s, and the rest of the model asks for %s"
                .formatted(name, shape(name), wanted);
    }

    /** How many heads a stack has, or 0 where the file does not say so. */
    private long heads(String stack) {
        return table.facts().getOrDefault(stack + "/num_heads", 0L);
    }

    private Optional<String> heads(String stack, long width) {
        boolean told = table.facts().containsKey(stack + "/num_heads");
        long heads = heads(stack);
        return told && (heads <= 0 || width % heads != 0)
                ? Optional.of(
                        "has %d heads in its %s, which do not divide its width of %d".formatted(heads, stack, width))
                : Optional.empty();
    }

    /** A weight of 8 bits has a scale for each row; one of 16 bits has one, or none in files of old. */
    private Optional<String> scales() {
        return table.tensors().stream()
                .filter(tensor ->
                        tensor.name().endsWith(WEIGHT) && tensor.type().equals("i8"))
                .map(this::scale)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> scale(Tensor weight) {
        String name = weight.name() + "_scale";
        if (!found.containsKey(name)) {
            return Optional.of("lacks variable '" + name + "', without which its numbers of 8 bits mean nothing");
        }
        List<Long> wanted = List.of(rows(weight.name()));
        return shape(name).equals(wanted) ? Optional.empty() : Optional.of(shaped(name, wanted.toString()));
    }
}
