package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * One step of a decoder that has just been opened: it reads one token after a single frame of silence, which takes no longer
 * than any other token. What the model's configuration says and its graph does not do shows here, not in the first transcript.
 */
final class DecoderTrial {

    private static final int AXES = 3;
    /** Many times as many as the largest Whisper model has in a window; a damaged configuration may say anything. */
    private static final int MOST_VALUES = 1 << 26;

    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final DecoderPorts ports;

    /**
     * Prepares a trial.
     *
     * @param file the decoder's file, for messages
     * @param environment the engine
     * @param session the decoder
     * @param ports its inputs and outputs
     */
    DecoderTrial(Path file, OrtEnvironment environment, OrtSession session, DecoderPorts ports) {
        this.file = file;
        this.environment = environment;
        this.session = session;
        this.ports = ports;
    }

    /**
     * Takes a step.
     *
     * @param runs takes it
     * @throws BackendException if the decoder does not do what the configuration says ({@link ErrorKind#MISSING_MODEL}) or
     *     memory does not suffice ({@link ErrorKind#RESOURCES})
     * @throws InterruptedException if the thread was interrupted before or meanwhile
     */
    void run(EndableRuns runs) throws InterruptedException {
        Optional<OrtException> failure = failure(runs, 1);
        int whole = ports.shape().windowFrames() / WindowSlices.FRAMES_PER_TIMESTAMP;
        if (failure.isPresent() && (long) whole * width() <= MOST_VALUES) {
            // A graph may take whole windows only.
            failure = failure(runs, whole);
        }
        failure.ifPresent(e -> {
            throw ModelFailure.untrue(file, e);
        });
    }

    private Optional<OrtException> failure(EndableRuns runs, int frames) throws InterruptedException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            fill(inputs, frames);
            try (OrtSession.Result result =
                    runs.run(options -> session.run(inputs, Set.of(DecoderPorts.LOGITS), options))) {
                hold((OnnxTensor) result.get(0));
            }
            return Optional.empty();
        } catch (OrtException e) {
            return Optional.of(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private int width() {
        return ports.shape().heads() * ports.shape().headSize();
    }

    private void fill(Map<String, OnnxTensor> inputs, int frames) throws OrtException {
        int width = width();
        inputs.put(DecoderPorts.IDS, OnnxTensor.createTensor(environment, new long[][] {{0}}));
        inputs.put(DecoderPorts.USE_CACHE, OnnxTensor.createTensor(environment, new boolean[] {false}));
        inputs.put(
                DecoderPorts.ENCODED,
                Tensors.of(environment, new float[frames * width], new long[] {1, frames, width}, ports.encodedType()));
        for (String name : ports.past()) {
            inputs.put(name, Tensors.of(environment, new float[0], ports.emptyPast(), ports.pastType()));
        }
    }

    private void hold(OnnxTensor logits) {
        long[] shape = logits.getInfo().getShape();
        int vocabulary = ports.shape().vocabulary();
        if (shape.length != AXES || shape[AXES - 1] != vocabulary) {
            throw ModelFailure.damaged(
                    file,
                    "it tells of %d tokens how probable they are, 'vocab_size' in config.json says %d"
                            .formatted(shape.length == 0 ? 0 : shape[shape.length - 1], vocabulary));
        }
    }
}
