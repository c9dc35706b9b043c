package org.whisperbench.backend.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * The two halves of a Whisper model in ONNX Runtime: encoder and merged decoder, in the layout of Optimum and
 * onnx-community. Names and element types are those that the sessions report.
 *
 * <p>One thread uses an instance at a time, since steps share memory.
 */
final class WhisperSessions implements AutoCloseable {

    private static final String FEATURES = "input_features";
    private static final String ENCODED = "last_hidden_state";

    private final OrtEnvironment environment;
    private final OrtSession encoder;
    private final OrtSession decoder;
    private final OnnxJavaType featureType;
    private final DecoderPorts ports;
    private final CacheGather gather;
    private final StepMemory memory = new StepMemory();
    private final EndableRuns runs;
    private final int threads;

    private WhisperSessions(
            SessionOpening opening, OrtSession encoder, OrtSession decoder, DecoderPorts ports, EndableRuns runs)
            throws OrtException {
        environment = opening.environment();
        threads = opening.threads();
        this.encoder = encoder;
        this.decoder = decoder;
        this.ports = ports;
        this.runs = runs;
        featureType = type(encoder.getInputInfo(), FEATURES);
        gather = new CacheGather(environment, ports.pastType());
    }

    /**
     * Opens both halves.
     *
     * @param encoderFile the encoder
     * @param decoderFile the merged decoder
     * @param threads threads that compute, at least 1
     * @param shape what the model's configuration says
     * @return the sessions; the caller closes them
     * @throws BackendException if a file is refused or the decoder does not do what the configuration says
     *     ({@link ErrorKind#MISSING_MODEL}), if memory does not suffice ({@link ErrorKind#RESOURCES}) or if the engine cannot be
     *     loaded ({@link ErrorKind#BACKEND_UNAVAILABLE})
     * @throws InterruptedException if the thread was interrupted before the decoder was tried, or meanwhile
     */
    static WhisperSessions open(Path encoderFile, Path decoderFile, int threads, WhisperConfig.Shape shape)
            throws InterruptedException {
        return open(encoderFile, decoderFile, SessionOpening.of(threads), shape);
    }

    /** Opens both halves as {@link #open(Path, Path, int, WhisperConfig.Shape)} does, in a way of the caller's. */
    static WhisperSessions open(Path encoderFile, Path decoderFile, SessionOpening opening, WhisperConfig.Shape shape)
            throws InterruptedException {
        OrtSession encoder = opening.ofEncoder(shape).open(encoderFile);
        EndableRuns runs = new EndableRuns();
        OrtSession decoder = null;
        boolean opened = false;
        try {
            decoder = opening.ofSteps().open(decoderFile);
            require(encoderFile, encoder.getInputNames(), FEATURES);
            require(encoderFile, encoder.getOutputNames(), ENCODED);
            DecoderPorts.hold(
                    encoderFile, encoder.getInputInfo().get(FEATURES), -1, shape.melBins(), shape.windowFrames());
            DecoderPorts ports = DecoderPorts.of(decoderFile, decoder, shape);
            new DecoderTrial(decoderFile, opening.environment(), decoder, ports).run(runs);
            WhisperSessions sessions = new WhisperSessions(opening, encoder, decoder, ports, runs);
            opened = true;
            return sessions;
        } catch (OrtException e) {
            throw ModelFailure.refused(decoderFile, e);
        } finally {
            if (!opened) {
                runs.close();
                close(encoder);
                if (decoder != null) {
                    close(decoder);
                }
            }
        }
    }

    private static void require(Path file, Set<String> names, String name) {
        if (!names.contains(name)) {
            throw ModelFailure.damaged(file, "it has no '" + name + "', only " + names);
        }
    }

    /**
     * Returns the element type of a tensor.
     *
     * @param nodes a session's inputs or outputs
     * @param name name of one of them
     * @return its type
     * @throws IllegalArgumentException if it is no tensor
     */
    static OnnxJavaType type(Map<String, NodeInfo> nodes, String name) {
        NodeInfo node = nodes.get(name);
        if (node != null && node.getInfo() instanceof TensorInfo tensor) {
            return tensor.type;
        }
        throw new IllegalArgumentException(name + " is no tensor");
    }

    /**
     * Encodes one window.
     *
     * @param features rows of frames, one row for each mel filter
     * @param melBins number of rows
     * @return encoded speech in the type that the decoder takes, of shape (1, frames / 2, width); the caller closes it
     * @throws InterruptedException if the thread was interrupted
     */
    OnnxTensor encode(float[] features, int melBins) throws InterruptedException {
        long[] shape = {1, melBins, features.length / melBins};
        try (OnnxTensor input = Tensors.of(environment, features, shape, featureType)) {
            OrtSession.Result result =
                    runs.run(options -> encoder.run(Map.of(FEATURES, input), Set.of(ENCODED), options));
            OnnxTensor encoded = (OnnxTensor) result.get(0);
            if (encoded.getInfo().type == ports.encodedType()) {
                return encoded;
            }
            try (result) {
                float[] values = Tensors.values(encoded);
                return Tensors.of(environment, values, encoded.getInfo().getShape(), ports.encodedType());
            }
        } catch (OrtException e) {
            throw ModelFailure.computing("encoding", e);
        }
    }

    /**
     * Encodes several windows, one after the other: one alone keeps all threads busy, several at once would need as many times
     * the memory, and a single operator over all of them could not be ended.
     *
     * @param features rows of frames, one row for each mel filter, window after window
     * @param melBins number of rows of a window
     * @param windows number of windows
     * @return encoded speech in the type that the decoder takes, of shape (windows, frames / 2, width); the caller
     *     closes it before it encodes several again
     * @throws InterruptedException if the thread was interrupted
     */
    OnnxTensor encode(float[] features, int melBins, int windows) throws InterruptedException {
        if (windows == 1) {
            return encode(features, melBins);
        }
        int length = features.length / windows;
        ByteBuffer all = ByteBuffer.allocate(0);
        long[] shape = {};
        for (int i = 0; i < windows; i++) {
            try (OnnxTensor one = encode(Arrays.copyOfRange(features, i * length, (i + 1) * length), melBins)) {
                ByteBuffer bytes = one.getByteBuffer();
                if (i == 0) {
                    all = memory.encoded((long) windows * bytes.remaining());
                    shape = one.getInfo().getShape();
                }
                all.put(bytes);
            }
        }
        shape[0] = windows;
        try {
            return OnnxTensor.createTensor(environment, all.flip(), shape, ports.encodedType());
        } catch (OrtException e) {
            throw ModelFailure.computing("encoding", e);
        }
    }

    /**
     * Encodes one window and shows what the layers give, as far as the file has them as outputs.
     *
     * @param features see {@link #encode}
     * @param melBins number of rows
     * @return outputs {@code hidden_states.N} in the order of N, then {@code encoder}
     * @throws InterruptedException if the thread was interrupted
     */
    List<OnnxFeatures.EncoderOutput> encoderOutputs(float[] features, int melBins) throws InterruptedException {
        List<String> names = new ArrayList<>(encoder.getOutputNames().stream()
                .filter(name -> name.matches("hidden_states\\.\\d{1,4}"))
                .sorted(Comparator.comparingInt(name -> Integer.parseInt(name.substring(name.indexOf('.') + 1))))
                .toList());
        names.add(ENCODED);
        long[] shape = {1, melBins, features.length / melBins};
        try (OnnxTensor input = Tensors.of(environment, features, shape, featureType);
                OrtSession.Result result =
                        runs.run(options -> encoder.run(Map.of(FEATURES, input), Set.copyOf(names), options))) {
            List<OnnxFeatures.EncoderOutput> outputs = new ArrayList<>();
            for (String name : names) {
                OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
                outputs.add(new OnnxFeatures.EncoderOutput(
                        name.equals(ENCODED) ? "encoder" : name,
                        Tensors.values(tensor),
                        Arrays.stream(tensor.getInfo().getShape())
                                .mapToInt(Math::toIntExact)
                                .toArray()));
            }
            return outputs;
        } catch (OrtException e) {
            throw ModelFailure.computing("encoding", e);
        }
    }

    /**
     * Starts decoding.
     *
     * @param encoded what {@link #encode} returned; it stays the caller's
     * @param layers indexes of the layers whose attention to the speech is wanted; may be empty
     * @return a decoder with an empty past; the caller closes it
     */
    WindowDecoder decode(OnnxTensor encoded, Set<Integer> layers) {
        return new WindowDecoder(
                new DecoderSession(environment, decoder, ports, gather, memory, runs), encoded, layers);
    }

    /**
     * Returns the decoder's inputs and outputs.
     *
     * @return its ports
     */
    DecoderPorts ports() {
        return ports;
    }

    /**
     * Returns how many threads compute.
     *
     * @return the number
     */
    int threads() {
        return threads;
    }

    /**
     * Returns the version of the engine.
     *
     * @return what the native library reports
     */
    String engineVersion() {
        return environment.getVersion();
    }

    @Override
    public void close() {
        runs.close();
        gather.close();
        close(encoder);
        close(decoder);
    }

    static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw ModelFailure.computing("closing a model", e);
        }
    }
}
