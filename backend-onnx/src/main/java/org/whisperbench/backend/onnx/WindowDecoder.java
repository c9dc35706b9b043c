package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decoder of one window. The first step takes the whole prompt and computes keys and values of the encoded speech;
 * those stay as they are. Each later step takes one token and the keys and values of all before. They stay in the
 * engine's memory; what a step replaces is freed.
 *
 * <p>One thread uses an instance.
 */
final class WindowDecoder implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final DecoderPorts ports;
    private final OnnxTensor encoded;
    private final Map<String, OnnxTensor> past = new HashMap<>();

    /**
     * Creates a decoder.
     *
     * @param environment the engine
     * @param session the merged decoder
     * @param ports its inputs and outputs
     * @param encoded encoded speech; it stays the caller's
     */
    WindowDecoder(OrtEnvironment environment, OrtSession session, DecoderPorts ports, OnnxTensor encoded) {
        this.environment = environment;
        this.session = session;
        this.ports = ports;
        this.encoded = encoded;
    }

    /**
     * Reads tokens and tells what may follow them.
     *
     * @param ids the prompt at first, then one token at a time
     * @return one value for each token of the vocabulary, the greater the likelier; the caller's to change
     */
    float[] step(int... ids) {
        try {
            boolean first = past.isEmpty();
            if (first) {
                for (String name : ports.past()) {
                    past.put(name, Tensors.of(environment, new float[0], ports.emptyPast(), ports.pastType()));
                }
            }
            return run(first, ids);
        } catch (OrtException e) {
            throw ModelFailure.computing("decoding", e);
        }
    }

    private float[] run(boolean first, int[] ids) throws OrtException {
        long[][] row = {Arrays.stream(ids).asLongStream().toArray()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, row);
                OnnxTensor useCache = OnnxTensor.createTensor(environment, new boolean[] {!first})) {
            Map<String, OnnxTensor> inputs = new HashMap<>(past);
            inputs.put(DecoderPorts.IDS, input);
            inputs.put(DecoderPorts.ENCODED, encoded);
            inputs.put(DecoderPorts.USE_CACHE, useCache);
            Set<String> wanted = new LinkedHashSet<>(Set.of(DecoderPorts.LOGITS));
            for (String name : ports.past()) {
                if (first || !DecoderPorts.isCross(name)) {
                    wanted.add(DecoderPorts.present(name));
                }
            }
            return keep(session.run(inputs, wanted));
        }
    }

    /** Takes the values over one by one: the result itself owns nothing else. */
    private float[] keep(OrtSession.Result result) {
        for (String name : ports.past()) {
            result.get(DecoderPorts.present(name)).ifPresent(value -> {
                OnnxTensor replaced = past.put(name, (OnnxTensor) value);
                if (replaced != null) {
                    replaced.close();
                }
            });
        }
        try (OnnxValue value = result.get(DecoderPorts.LOGITS).orElseThrow()) {
            OnnxTensor logits = (OnnxTensor) value;
            long[] shape = logits.getInfo().getShape();
            int vocabulary = (int) shape[shape.length - 1];
            float[] all = Tensors.values(logits);
            return all.length == vocabulary ? all : Arrays.copyOfRange(all, all.length - vocabulary, all.length);
        }
    }

    @Override
    public void close() {
        past.values().forEach(OnnxTensor::close);
        past.clear();
    }
}
