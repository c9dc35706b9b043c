package org.whisperbench.platform.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.whisperbench.worker.weights.Tensor;
import org.whisperbench.worker.weights.TensorTable;

/**
 * The least that {@code model.bin} of CTranslate2 has to hold to be a Whisper model, by the names of {@code WhisperSpec} (4.8,
 * {@code whisper_spec.py}). Its configuration tells no numbers, so there is nothing to hold shapes against.
 */
final class Ctranslate2Variables {

    static final String FORMAT = "CTranslate2 WhisperSpec";

    private static final List<String> ALWAYS = List.of(
            "encoder/conv1/weight",
            "encoder/conv2/weight",
            "encoder/layer_norm/gamma",
            "decoder/embeddings/weight",
            "decoder/layer_norm/gamma");
    private static final List<String> EACH_LAYER = List.of(
            "self_attention/linear_0/weight",
            "self_attention/linear_1/weight",
            "ffn/linear_0/weight",
            "ffn/linear_1/weight");
    private static final Pattern LAYER = Pattern.compile("layer_(\\d{1,3})/");

    private Ctranslate2Variables() {}

    /** The first variable that is missing, in words that follow "it". */
    static Optional<String> difference(TensorTable table) {
        Set<String> found = table.tensors().stream().map(Tensor::name).collect(Collectors.toSet());
        return ALWAYS.stream()
                .filter(name -> !found.contains(name))
                .findFirst()
                .or(() -> missingInLayers("encoder/", found))
                .or(() -> missingInLayers("decoder/", found))
                .map(name -> "lacks variable '" + name + "', which every Whisper model has");
    }

    private static Optional<String> missingInLayers(String stack, Set<String> found) {
        int last = 0;
        for (String name : found) {
            Matcher layer = LAYER.matcher(name);
            if (name.startsWith(stack) && layer.find()) {
                last = Math.max(last, Integer.parseInt(layer.group(1)));
            }
        }
        for (int i = 0; i <= last; i++) {
            for (String part : EACH_LAYER) {
                String name = stack + "layer_" + i + "/" + part;
                if (!found.contains(name)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }
}
