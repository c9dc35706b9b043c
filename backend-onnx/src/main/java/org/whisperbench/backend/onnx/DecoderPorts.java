package org.whisperbench.backend.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Inputs and outputs of a merged decoder.
 *
 * @param past names of the cached keys and values, {@code past_key_values.LAYER.{decoder,encoder}.{key,value}}
 * @param pastType their element type
 * @param encodedType element type of the encoded speech
 * @param logitsType element type of the logits
 * @param shape sizes that the model's configuration gives
 * @param attentions layers whose attention to the encoded speech is an output
 */
record DecoderPorts(
        List<String> past,
        OnnxJavaType pastType,
        OnnxJavaType encodedType,
        OnnxJavaType logitsType,
        WhisperConfig.Shape shape,
        Set<Integer> attentions) {

    /** Name of the prompt's or the next token's ids. */
    static final String IDS = "input_ids";
    /** Name of the encoded speech. */
    static final String ENCODED = "encoder_hidden_states";
    /** Name of the switch between first and later steps. */
    static final String USE_CACHE = "use_cache_branch";
    /** Name of the values for each token of the vocabulary. */
    static final String LOGITS = "logits";

    private static final String ATTENTION = "cross_attentions.";
    private static final String PAST = "past_key_values.";
    private static final String PRESENT = "present.";

    /**
     * Reads a session's inputs and outputs.
     *
     * @param file the decoder's file, for messages
     * @param session the decoder
     * @param shape what the model's configuration says
     * @return its ports
     * @throws BackendException if it is no merged decoder of such a model ({@link ErrorKind#MISSING_MODEL})
     * @throws OrtException if the engine fails
     */
    static DecoderPorts of(Path file, OrtSession session, WhisperConfig.Shape shape) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        List<String> past =
                inputs.keySet().stream().filter(name -> name.startsWith(PAST)).toList();
        if (past.size() != 4 * shape.decoderLayers()) {
            throw ModelFailure.damaged(
                    file,
                    "it keeps " + past.size() + " keys and values, not 4 for each of " + shape.decoderLayers()
                            + " layers");
        }
        Set<String> expected = new TreeSet<>(past);
        expected.addAll(Set.of(IDS, ENCODED, USE_CACHE));
        if (!expected.equals(inputs.keySet())) {
            throw ModelFailure.damaged(
                    file, "it is no merged Whisper decoder: its inputs are " + inputs.keySet() + ", not " + expected);
        }
        Set<String> missing = past.stream().map(DecoderPorts::present).collect(Collectors.toCollection(TreeSet::new));
        missing.add(LOGITS);
        missing.removeAll(session.getOutputNames());
        if (!missing.isEmpty()) {
            throw ModelFailure.damaged(file, "it is no merged Whisper decoder: it has no outputs " + missing);
        }
        DecoderPorts ports = new DecoderPorts(
                past,
                WhisperSessions.type(inputs, past.get(0)),
                WhisperSessions.type(inputs, ENCODED),
                WhisperSessions.type(session.getOutputInfo(), LOGITS),
                shape,
                attentions(session.getOutputNames(), shape.decoderLayers()));
        hold(file, inputs.get(past.get(0)), -1, shape.heads(), -1, shape.headSize());
        hold(file, inputs.get(ENCODED), -1, -1, (long) shape.heads() * shape.headSize());
        ports.checkTypes(file);
        return ports;
    }

    private void checkTypes(Path file) {
        for (OnnxJavaType type : List.of(pastType, encodedType, logitsType)) {
            if (type != OnnxJavaType.FLOAT && type != OnnxJavaType.FLOAT16) {
                throw new BackendException(
                        ErrorKind.MISSING_MODEL,
                        "model file '%s' computes in %s; backend 'onnx' hands over float and float16, so use another export"
                                .formatted(file, type.toString().toLowerCase(Locale.ROOT)));
            }
        }
    }

    private static Set<Integer> attentions(Set<String> outputs, int layers) {
        return IntStream.range(0, layers)
                .filter(layer -> outputs.contains(attention(layer)))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the output with a layer's attention to the encoded speech.
     *
     * @param layer index of the layer
     * @return its name
     */
    static String attention(int layer) {
        return ATTENTION + layer;
    }

    /**
     * Returns the shape of a cache without positions.
     *
     * @return (1, heads, 0, head size)
     */
    long[] emptyPast() {
        return emptyPast(1);
    }

    /**
     * Returns the shape of a cache without positions.
     *
     * @param rows sequences that are decoded together
     * @return (rows, heads, 0, head size)
     */
    long[] emptyPast(int rows) {
        return new long[] {rows, shape.heads(), 0, shape.headSize()};
    }

    /**
     * Refuses a tensor that is of another size than the model's configuration says.
     *
     * @param file the graph's file, for messages
     * @param node an input; what is no tensor is found elsewhere
     * @param wanted sizes of its axes; -1 where any will do, as it does where the graph leaves a size open
     * @throws BackendException if it is of another size ({@link ErrorKind#MISSING_MODEL})
     */
    static void hold(Path file, @Nullable NodeInfo node, long... wanted) {
        if (node == null || !(node.getInfo() instanceof TensorInfo info)) {
            return;
        }
        long[] found = info.getShape();
        boolean same = found.length == wanted.length;
        for (int axis = 0; same && axis < wanted.length; axis++) {
            same = found[axis] <= 0 || wanted[axis] <= 0 || found[axis] == wanted[axis];
        }
        if (!same) {
            throw ModelFailure.damaged(
                    file,
                    "its '%s' is of shape %s, config.json says %s"
                            .formatted(node.getName(), Arrays.toString(found), Arrays.toString(wanted)));
        }
    }

    /**
     * Returns the output that continues a past.
     *
     * @param past name of an input
     * @return name of the output
     */
    static String present(String past) {
        return PRESENT + past.substring(PAST.length());
    }

    /**
     * Returns whether a past is computed from the encoded speech, once, rather than growing with each token.
     *
     * @param past name of an input
     * @return whether it is
     */
    static boolean isCross(String past) {
        return past.contains(".encoder.");
    }
}
