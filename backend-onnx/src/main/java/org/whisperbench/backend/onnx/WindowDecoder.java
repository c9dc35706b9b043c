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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of one window, or of several at once. The first step takes the whole prompt and computes keys and values of the
 * encoded speech; those stay as they are. Each later step takes one token of each row and the keys and values of all
 * before. They stay in the engine's memory, handed from step to step without a copy; what a step replaces is freed. The
 * tokens and the logits lie in memory that Java and the engine share.
 *
 * <p>Where it may begin again, as it does at each temperature, it keeps what it had after the prompt: then nothing of the
 * prompt and of the speech is computed a second time.
 *
 * <p>One thread uses an instance.
 */
final class WindowDecoder implements TokenDecoder, AutoCloseable {

    private final DecoderSession engine;
    private final OnnxTensor encoded;
    private final Set<Integer> layers;
    private final Map<String, OnnxTensor> past = new HashMap<>();
    private @Nullable Shared shared;
    private @Nullable Kept kept;
    private boolean mayBeginAgain;

    /** Tokens in, logits out, for one number of rows and positions. */
    private record Shared(
            int rows, int positions, LongBuffer ids, OnnxTensor tokens, ByteBuffer memory, OnnxTensor logits) {
        void close() {
            tokens.close();
            logits.close();
        }
    }

    /** The past after a prompt, some of which may still be the past now. */
    private record Kept(WhisperPrompt prompt, Map<String, OnnxTensor> past, AfterPrompt after) {}

    /**
     * Creates a decoder.
     *
     * @param engine the merged decoder
     * @param encoded encoded windows; they stay the caller's
     * @param layers indexes of the layers whose attention to the speech is wanted after the prompt
     */
    WindowDecoder(DecoderSession engine, OnnxTensor encoded, Set<Integer> layers) {
        this.engine = engine;
        this.encoded = encoded;
        this.layers = Set.copyOf(layers);
    }

    @Override
    public void mayBeginAgain(boolean again) {
        mayBeginAgain = again;
    }

    @Override
    public AfterPrompt begin(WhisperPrompt prompt) throws InterruptedException {
        Kept before = kept;
        AfterPrompt after =
                before != null && before.prompt().isBeginningOf(prompt) ? goOn(before, prompt) : read(prompt);
        Map<String, OnnxTensor> now = Map.copyOf(past);
        if (before != null) {
            free(before.past(), now);
        }
        kept = mayBeginAgain ? new Kept(prompt, now, after) : null;
        return after;
    }

    private AfterPrompt read(WhisperPrompt prompt) throws InterruptedException {
        free(past, keptPast());
        past.clear();
        DecoderStep step = step(Prompts.repeated(prompt.tokens(), windows()), Set.of());
        return new AfterPrompt(step.kept(prompt.start()), step.kept());
    }

    /** Goes back to where a prompt was read, and from there to the end of a longer one, token by token. */
    private AfterPrompt goOn(Kept before, WhisperPrompt prompt) throws InterruptedException {
        free(past, before.past());
        past.clear();
        past.putAll(before.past());
        DecoderStep next = before.after().next();
        int read = before.prompt().tokens().size();
        for (int token : prompt.tokens().subList(read, prompt.tokens().size())) {
            Interruption.check();
            next = step(Prompts.repeated(List.of(token), windows()), Set.of());
        }
        return new AfterPrompt(before.after().start(), next.kept());
    }

    private int windows() {
        return (int) encoded.getInfo().getShape()[0];
    }

    private Map<String, OnnxTensor> keptPast() {
        Kept now = kept;
        return now == null ? Map.of() : now.past();
    }

    private static void free(Map<String, OnnxTensor> tensors, Map<String, OnnxTensor> needed) {
        tensors.forEach((name, tensor) -> {
            if (needed.get(name) != tensor) {
                tensor.close();
            }
        });
    }

    @Override
    public DecoderStep step(int[][] ids) throws InterruptedException {
        return step(ids, past.isEmpty() ? Set.of() : layers);
    }

    private DecoderStep step(int[][] ids, Set<Integer> listened) throws InterruptedException {
        try {
            boolean first = past.isEmpty();
            if (first) {
                empty(ids.length);
            }
            Shared memory = memory(ids.length, ids[0].length);
            memory.ids().clear();
            for (int[] row : ids) {
                for (int id : row) {
                    memory.ids().put(id);
                }
            }
            return run(first, memory, listened);
        } catch (OrtException e) {
            throw ModelFailure.computing("decoding", e);
        }
    }

    private void empty(int rows) throws OrtException {
        long[] empty = engine.ports().emptyPast(rows);
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

    @Override
    public void keep(int[] rows, boolean window) {
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

    private DecoderStep run(boolean first, Shared memory, Set<Integer> listened)
            throws OrtException, InterruptedException {
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
            listened.forEach(layer -> wanted.add(DecoderPorts.attention(layer)));
            Map<String, OnnxTensor> logits = Map.of(DecoderPorts.LOGITS, memory.logits());
            OrtSession session = engine.session();
            // A step for single tokens is over before an interrupt would be seen.
            OrtSession.Result result = first
                    ? engine.runs().run(options -> session.run(inputs, wanted, logits, options))
                    : session.run(inputs, wanted, logits);
            return take(result, memory, listened);
        }
    }

    /** Takes the keys and values over one by one; the result keeps the rest, and is closed if not all can be taken. */
    private DecoderStep take(OrtSession.Result result, Shared memory, Set<Integer> listened) {
        boolean taken = false;
        try {
            Map<Integer, float[]> attentions = attentions(result, listened);
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

    private static Map<Integer, float[]> attentions(OrtSession.Result result, Set<Integer> layers) {
        Map<Integer, float[]> attentions = new HashMap<>();
        for (int layer : layers) {
            try (OnnxValue value = result.get(DecoderPorts.attention(layer)).orElse(null)) {
                if (value instanceof OnnxTensor tensor) {
                    attentions.put(layer, Tensors.values(tensor));
                }
            }
        }
        return attentions;
    }

    private void replace(Map<String, OnnxTensor> fresh) {
        Map<String, OnnxTensor> needed = keptPast();
        fresh.forEach((name, value) -> {
            OnnxTensor replaced = past.put(name, value);
            if (replaced != null && replaced != needed.get(name)) {
                replaced.close();
            }
        });
    }

    @Override
    public void close() {
        free(past, keptPast());
        past.clear();
        free(keptPast(), Map.of());
        kept = null;
        Shared last = shared;
        if (last != null) {
            last.close();
            shared = null;
        }
    }
}
