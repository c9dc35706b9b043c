package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Picks rows of a decoder's cache inside the engine, by a graph of one {@code Gather}: the cache of a large model is too
 * much to go through Java at every step of a search.
 *
 * <p>One thread uses an instance at a time.
 */
final class CacheGather implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;

    /**
     * Makes the graph.
     *
     * @param environment the engine
     * @param type element type of the cache, FLOAT or FLOAT16
     * @throws OrtException if the engine refuses
     */
    CacheGather(OrtEnvironment environment, OnnxJavaType type) throws OrtException {
        this.environment = environment;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(OnnxWriter.gather(type), options);
        }
    }

    /**
     * Picks rows.
     *
     * @param past the cache
     * @param rows indexes of rows; one may come several times
     * @param window whether the keys and values of the speech are picked as well
     * @return the tensors that change; the caller closes them
     * @throws OrtException if the engine fails
     */
    Map<String, OnnxTensor> pick(Map<String, OnnxTensor> past, int[] rows, boolean window) throws OrtException {
        Map<String, OnnxTensor> picked = new HashMap<>();
        boolean done = false;
        try (OnnxTensor indexes = OnnxTensor.createTensor(
                environment, Arrays.stream(rows).asLongStream().toArray())) {
            for (Map.Entry<String, OnnxTensor> entry : past.entrySet()) {
                boolean same = isSame(rows, entry.getValue());
                if (!same && (window || !DecoderPorts.isCross(entry.getKey()))) {
                    picked.put(entry.getKey(), (OnnxTensor)
                            session.run(Map.of(OnnxWriter.DATA, entry.getValue(), OnnxWriter.INDEXES, indexes))
                                    .get(0));
                }
            }
            done = true;
            return picked;
        } finally {
            if (!done) {
                picked.values().forEach(OnnxTensor::close);
            }
        }
    }

    private static boolean isSame(int[] rows, OnnxTensor tensor) {
        return tensor.getInfo().getShape()[0] == rows.length
                && IntStream.range(0, rows.length).allMatch(i -> rows[i] == i);
    }

    @Override
    public void close() {
        WhisperSessions.close(session);
    }
}
