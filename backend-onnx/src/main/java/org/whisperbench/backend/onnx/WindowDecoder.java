package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of one window, or of several at once. The first step takes the whole prompt and computes keys and values of the
 * encoded speech; those stay as they are. Each later step takes one token of each row and the keys and values of all
 * before. They stay in the engine's memory, handed from step to step without a copy; what a step replaces is freed. The
 * tokens and the logits lie in memory that Java and the engine share.
 *
 * <p>One thread uses an instance.
 */
final class WindowDecoder implements AutoCloseable {

    private final DecoderSession engine;
    private final OnnxTensor encoded;
    private final boolean attentive;
    private final Map<String, OnnxTensor> past = new HashMap<>();
    private @Nullable Shared shared;

    /** Tokens in, logits out, for one number of rows and positions. */
    private record Shared(
            int rows, int positions, LongBuffer ids, OnnxTensor tokens, ByteBuffer memory, OnnxTensor logits) {
        void close() {
            tokens.close();
            logits.close();
        }
    }

    /**
     * Creates a decoder.
     *
     * @param engine the merged decoder
     * @param encoded encoded speech; it stays the caller's
     * @param attentive whether the attention to the speech is wanted from the second step on
     */
    WindowDecoder(DecoderSession engine, OnnxTensor encoded, boolean attentive) {
        this.engine = engine;
        this.encoded = encoded;
        this.attentive = attentive;
    }

    /**
     * Reads tokens and tells what may follow them.
     *
     * @param ids for each row the prompt at first, then one token at a time; equally many for each
     * @return what the decoder says; valid until the next step
     */
    DecoderStep step(int[][] ids) {
        try {
            boolean first = past.isEmpty();
            if (first) {
                long[] empty = engine.ports().emptyPast(ids.length);
                for (String name : engine.ports().past()) {
                    past.put(
                            name,
                            Tensors.of(
                                    engine.environment(),
                                    new float[0],
                                    empty,
                                    engine.ports().pastType()));
                }
            }
            Shared memory = memory(ids.length, ids[0].length);
            memory.ids().clear();
            for (int[] row : ids) {
                for (int id : row) {
                    memory.ids().put(id);
                }
            }
            return run(first, memory);
        } catch (OrtException e) {
            throw ModelFailure.computing("decoding", e);
        }
    }

    /**
     * Goes on with other rows: for each new row, the row whose past it continues.
     *
     * @param rows indexes of rows; one may come several times
     * @param window whether the rows may hear other windows than those at their places did
     */
    void keep(int[] rows, boolean window) {
        try {
            replace(engine.gather().pick(past, rows, window));
        } catch (OrtException e) {
            throw ModelFailure.computing("decoding", e);
        }
    }

    private Shared memory(int rows, int positions) throws OrtException {
        Shared old = shared;
        if (old != null && old.rows() == rows && old.positions() == positions) {
            return old;
        }
        if (old != null) {
            shared = null;
            old.close();
        }
        Shared made = share(rows, positions);
        shared = made;
        return made;
    }

    private Shared share(int rows, int positions) throws OrtException {
        OnnxJavaType type = engine.ports().logitsType();
        int vocabulary = engine.ports().shape().vocabulary();
        LongBuffer ids = engine.memory().ids(rows * positions);
        ByteBuffer memory = engine.memory().logits((long) rows * positions * vocabulary * type.size);
        OnnxTensor tokens = OnnxTensor.createTensor(engine.environment(), ids, new long[] {rows, positions});
        try {
            OnnxTensor logits = OnnxTensor.createTensor(
                    engine.environment(), memory, new long[] {rows, positions, vocabulary}, type);
            return new Shared(rows, positions, ids, tokens, memory, logits);
        } catch (OrtException e) {
            tokens.close();
            throw e;
        }
    }

    private DecoderStep run(boolean first, Shared memory) throws OrtException {
        try (OnnxTensor useCache = OnnxTensor.createTensor(engine.environment(), new boolean[] {!first})) {
            Map<String, OnnxTensor> inputs = new HashMap<>(past);
            inputs.put(DecoderPorts.IDS, memory.tokens());
            inputs.put(DecoderPorts.ENCODED, encoded);
            inputs.put(DecoderPorts.USE_CACHE, useCache);
            Set<String> wanted = new LinkedHashSet<>();
            for (String name : engine.ports().past()) {
                if (first || !DecoderPorts.isCross(name)) {
                    wanted.add(DecoderPorts.present(name));
                }
            }
            if (attentive && !first) {
                engine.ports().attentions().forEach(layer -> wanted.add(DecoderPorts.attention(layer)));
            }
            OrtSession.Result result =
                    engine.session().run(inputs, wanted, Map.of(DecoderPorts.LOGITS, memory.logits()));
            return take(result, memory);
        }
    }

    /** Takes the keys and values over one by one; the result keeps the rest, and is closed if not all can be taken. */
    private DecoderStep take(OrtSession.Result result, Shared memory) {
        boolean taken = false;
        try {
            Map<Integer, float[]> attentions = attentions(result);
            Map<String, OnnxTensor> present = new HashMap<>();
            for (String name : engine.ports().past()) {
                result.get(DecoderPorts.present(name)).ifPresent(value -> present.put(name, (OnnxTensor) value));
            }
            taken = true;
            replace(present);
            WhisperConfig.Shape shape = engine.ports().shape();
            DecoderStep.Logits logits = new DecoderStep.Logits(
                    memory.memory(),
                    engine.ports().logitsType(),
                    memory.rows(),
                    memory.positions(),
                    shape.vocabulary());
            return new DecoderStep(logits, attentions, shape.heads());
        } finally {
            if (!taken) {
                result.close();
            }
        }
    }

    private Map<Integer, float[]> attentions(OrtSession.Result result) {
        Map<Integer, float[]> attentions = new HashMap<>();
        for (int layer : engine.ports().attentions()) {
            try (OnnxValue value = result.get(DecoderPorts.attention(layer)).orElse(null)) {
                if (value instanceof OnnxTensor tensor) {
                    attentions.put(layer, Tensors.values(tensor));
                }
            }
        }
        return attentions;
    }

    private void replace(Map<String, OnnxTensor> fresh) {
        fresh.forEach((name, value) -> {
            OnnxTensor replaced = past.put(name, value);
            if (replaced != null) {
                replaced.close();
            }
        });
    }

    @Override
    public void close() {
        past.values().forEach(OnnxTensor::close);
        past.clear();
        Shared last = shared;
        if (last != null) {
            last.close();
            shared = null;
        }
    }
}
