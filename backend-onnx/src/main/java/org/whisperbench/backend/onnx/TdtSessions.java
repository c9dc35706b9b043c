package org.whisperbench.backend.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.ResolvedModel;

/**
 * The three graphs of a Parakeet TDT model in ONNX Runtime: features, encoder, and decoder with its joint network. Names are
 * those of NeMo's export.
 *
 * <p>Any number of threads may use an instance until it is closed.
 */
final class TdtSessions implements AutoCloseable {

    private static final String WAVEFORMS = "waveforms";
    private static final String LENGTHS = "waveforms_lens";
    private static final String ENCODER_OUTPUTS = "outputs";
    private static final String ENCODED_LENGTHS = "encoded_lengths";
    private static final List<String> STATES = List.of("input_states_1", "input_states_2");
    private static final List<String> NEXT_STATES = List.of("output_states_1", "output_states_2");
    private static final Set<String> DECODER_INPUTS =
            Set.of("encoder_outputs", "targets", "target_length", STATES.get(0), STATES.get(1));

    private final OrtEnvironment environment;
    private final OrtSession features;
    private final OrtSession encoder;
    private final OrtSession decoder;
    private final int outputs;
    private final EndableRuns runs = new EndableRuns();

    private TdtSessions(OrtEnvironment environment, List<OrtSession> sessions, int outputs) {
        this.environment = environment;
        features = sessions.get(0);
        encoder = sessions.get(1);
        decoder = sessions.get(2);
        this.outputs = outputs;
    }

    /**
     * Opens the graphs.
     *
     * @param model the model's files
     * @param layout which of them
     * @param opening what opens files
     * @param config what the model's configuration says
     * @return the sessions; the caller closes them
     * @throws BackendException if a file is refused or has other inputs and outputs ({@link ErrorKind#MISSING_MODEL})
     */
    static TdtSessions open(ResolvedModel model, TdtLayout layout, SessionOpening opening, TdtConfig config) {
        List<OrtSession> sessions = new ArrayList<>();
        boolean opened = false;
        try {
            for (String path : List.of(TdtLayout.FEATURES, layout.encoder(), layout.decoder())) {
                sessions.add(opening.open(model.file(path)));
            }
            require(model.file(TdtLayout.FEATURES), sessions.get(0).getInputNames(), Set.of(WAVEFORMS, LENGTHS));
            require(model.file(layout.encoder()), sessions.get(1).getInputNames(), Set.of("audio_signal", "length"));
            require(
                    model.file(layout.encoder()),
                    sessions.get(1).getOutputNames(),
                    Set.of(ENCODER_OUTPUTS, ENCODED_LENGTHS));
            Path decoder = model.file(layout.decoder());
            require(decoder, sessions.get(2).getInputNames(), DECODER_INPUTS);
            require(decoder, sessions.get(2).getOutputNames(), Set.copyOf(NEXT_STATES));
            TdtSessions all = new TdtSessions(
                    opening.environment(), sessions, config.vocabulary().size());
            opened = true;
            return all;
        } finally {
            if (!opened) {
                sessions.forEach(WhisperSessions::close);
            }
        }
    }

    private static void require(Path file, Set<String> found, Set<String> wanted) {
        if (!found.containsAll(wanted)) {
            throw ModelFailure.damaged(file, "it has " + found + ", not " + wanted);
        }
    }

    /** What the encoder gave of one window: one vector after another. */
    static final class Encoded {
        private final float[] values;
        private final int width;
        private final int steps;

        private Encoded(float[] values, int width, int steps) {
            this.values = values;
            this.width = width;
            this.steps = steps;
        }

        /** Returns the number of vectors that count. */
        int steps() {
            return steps;
        }
    }

    /**
     * Encodes sound.
     *
     * @param samples 16 kHz mono
     * @return what the encoder gives
     * @throws InterruptedException if the thread was interrupted
     */
    Encoded encode(float[] samples) throws InterruptedException {
        try (OnnxTensor waveforms = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(samples), new long[] {1, samples.length});
                OnnxTensor lengths = OnnxTensor.createTensor(environment, new long[] {samples.length});
                OrtSession.Result made =
                        runs.run(options -> features.run(Map.of(WAVEFORMS, waveforms, LENGTHS, lengths), options));
                OrtSession.Result result = runs.run(options -> encoder.run(
                        Map.of(
                                "audio_signal",
                                        (OnnxTensor) made.get("features").orElseThrow(),
                                "length", (OnnxTensor) made.get("features_lens").orElseThrow()),
                        options))) {
            OnnxTensor encoded = (OnnxTensor) result.get(ENCODER_OUTPUTS).orElseThrow();
            long[] shape = encoded.getInfo().getShape();
            long[] steps = (long[]) result.get(ENCODED_LENGTHS).orElseThrow().getValue();
            return new Encoded(
                    transposed(Tensors.values(encoded), (int) shape[1], (int) shape[2]), (int) shape[1], (int)
                            Math.min(steps[0], shape[2]));
        } catch (OrtException e) {
            throw ModelFailure.computing("encoding", e);
        }
    }

    private static float[] transposed(float[] rows, int width, int steps) {
        float[] vectors = new float[rows.length];
        for (int i = 0; i < width; i++) {
            for (int step = 0; step < steps; step++) {
                vectors[step * width + i] = rows[i * steps + step];
            }
        }
        return vectors;
    }

    /**
     * What the decoder remembers.
     *
     * @param tensors its two states; whoever holds this closes them
     */
    record State(List<OnnxTensor> tensors) implements AutoCloseable {

        @Override
        public void close() {
            tensors.forEach(OnnxTensor::close);
        }
    }

    /** Returns the state before the first token; the caller closes it. */
    State start() {
        List<OnnxTensor> tensors = new ArrayList<>();
        try {
            for (String name : STATES) {
                long[] shape = shape(name);
                shape[1] = 1;
                int count = (int) (shape[0] * shape[2]);
                tensors.add(OnnxTensor.createTensor(environment, FloatBuffer.allocate(count), shape));
            }
            return new State(tensors);
        } catch (OrtException e) {
            tensors.forEach(OnnxTensor::close);
            throw ModelFailure.computing("decoding", e);
        }
    }

    private long[] shape(String input) throws OrtException {
        NodeInfo node = decoder.getInputInfo().get(input);
        if (node != null && node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == 3) {
            long[] shape = tensor.getShape();
            if (shape[0] > 0 && shape[2] > 0) {
                return shape;
            }
        }
        throw new OrtException("'" + input + "' is no state of layers and a width");
    }

    /** What one step gave. */
    static final class Step {
        private final float[] tokens;
        private final float[] durations;
        private final State state;

        private Step(float[] tokens, float[] durations, State state) {
            this.tokens = tokens;
            this.durations = durations;
            this.state = state;
        }

        /** Returns the likeliest token. */
        int token() {
            return DecodingRules.greatest(tokens);
        }

        /** Returns the natural logarithm of a token's probability. */
        double logProbability(int token) {
            return tokens[token] - LogSum.of(tokens);
        }

        /** Returns the likeliest number of steps to go on, at least 0. */
        int duration() {
            return DecodingRules.greatest(durations);
        }

        /** Returns what the decoder remembers if the token is written; whoever holds this closes it. */
        State state() {
            return state;
        }
    }

    /**
     * Takes one step.
     *
     * @param encoded what the encoder gave
     * @param at which vector of it
     * @param token the last token that was written
     * @param state what the decoder remembers; it stays the caller's
     * @return what it gives
     */
    Step step(Encoded encoded, int at, int token, State state) {
        FloatBuffer vector = FloatBuffer.wrap(encoded.values, at * encoded.width, encoded.width)
                .slice();
        try (OnnxTensor here = OnnxTensor.createTensor(environment, vector, new long[] {1, encoded.width, 1});
                OnnxTensor targets = whole("targets", token, new long[] {1, 1});
                OnnxTensor length = whole("target_length", 1, new long[] {1})) {
            Map<String, OnnxTensor> inputs = Map.of(
                    "encoder_outputs",
                    here,
                    "targets",
                    targets,
                    "target_length",
                    length,
                    STATES.get(0),
                    state.tensors().get(0),
                    STATES.get(1),
                    state.tensors().get(1));
            Set<String> wanted = new LinkedHashSet<>(NEXT_STATES);
            wanted.add(ENCODER_OUTPUTS);
            return taken(decoder.run(inputs, wanted));
        } catch (OrtException e) {
            throw ModelFailure.computing("decoding", e);
        }
    }

    private Step taken(OrtSession.Result result) {
        try (OnnxTensor joint = (OnnxTensor) result.get(ENCODER_OUTPUTS).orElseThrow()) {
            float[] all = Tensors.values(joint);
            if (all.length <= outputs) {
                throw new BackendException(
                        ErrorKind.MISSING_MODEL,
                        "the decoder gives %d values, not one for each of %d tokens and some durations; it is no TDT model"
                                .formatted(all.length, outputs));
            }
            float[] tokens = Arrays.copyOf(all, outputs);
            float[] durations = Arrays.copyOfRange(all, outputs, all.length);
            List<OnnxTensor> states = NEXT_STATES.stream()
                    .map(name -> (OnnxTensor) result.get(name).orElseThrow())
                    .toList();
            return new Step(tokens, durations, new State(states));
        }
    }

    /** NeMo exports whole numbers of 32 bits; others have been seen. */
    private OnnxTensor whole(String input, int value, long[] shape) throws OrtException {
        return WhisperSessions.type(decoder.getInputInfo(), input) == OnnxJavaType.INT64
                ? OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {value}), shape)
                : OnnxTensor.createTensor(environment, IntBuffer.wrap(new int[] {value}), shape);
    }

    /** Returns what the native library reports as its version. */
    String engineVersion() {
        return environment.getVersion();
    }

    @Override
    public void close() {
        runs.close();
        List.of(features, encoder, decoder).forEach(WhisperSessions::close);
    }
}
