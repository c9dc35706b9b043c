package org.whisperbench.backend.onnx;

import java.util.List;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/** Whether a model has the attention heads that tell when a word is spoken. */
final class AlignmentHeads {

    private AlignmentHeads() {}

    /**
     * Demands them.
     *
     * @param model the model
     * @param name its name, for advice
     * @throws BackendException if its files name no such heads, or heads that are not there, or if its decoder does not
     *     give their attention ({@link ErrorKind#USER})
     */
    static void require(LoadedWhisper model, String name) {
        List<WhisperConfig.Head> heads = model.config().alignment().heads();
        if (heads.isEmpty()) {
            throw refused("need 'alignment_heads' in the model's generation_config.json; use another model");
        }
        WhisperConfig.Shape shape = model.config().shape();
        for (WhisperConfig.Head head : heads) {
            if (!isThere(head, shape)) {
                throw refused(
                        "cannot be told: 'alignment_heads' in the model's generation_config.json names head %d of layer %d, of %d heads in each of %d layers; use another model"
                                .formatted(head.head(), head.layer(), shape.heads(), shape.decoderLayers()));
            }
            if (!model.sessions().ports().attentions().contains(head.layer())) {
                throw refused("need the output '%s', which this model's decoder does not have; %s"
                        .formatted(
                                DecoderPorts.attention(head.layer()),
                                PublishedModels.withAttentions(name)
                                        .map(other -> "use '" + OnnxBackend.ID + "/" + other + "'")
                                        .orElse("use an export with attentions")));
            }
        }
    }

    private static boolean isThere(WhisperConfig.Head head, WhisperConfig.Shape shape) {
        return head.layer() >= 0
                && head.layer() < shape.decoderLayers()
                && head.head() >= 0
                && head.head() < shape.heads();
    }

    private static BackendException refused(String why) {
        return new BackendException(ErrorKind.USER, "'word-timestamps' " + why);
    }
}
