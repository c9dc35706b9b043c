package org.whisperbench.backend.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Opens model files in ONNX Runtime.
 *
 * @param environment the engine
 * @param threads threads that compute within an operator, at least 1
 * @param cache where optimised graphs are kept, if they are
 * @param attention what writes attention as one operator before the engine reads a graph, if it is wanted
 * @param further options beside those that every session has
 */
record SessionOpening(
        OrtEnvironment environment,
        int threads,
        Optional<GraphCache> cache,
        Optional<AttentionFusion> attention,
        Change further) {

    private static final System.Logger LOG = System.getLogger(SessionOpening.class.getName());

    /** Whether threads turn round while they wait for the next operator; "1" or "0". */
    static final String SPINNING = "session.intra_op.allow_spinning";

    /** Whether they sleep as soon as a run is over; "1" or "0". */
    private static final String END_OF_SPINNING = "session.force_spinning_stop";

    /** Names of optimisations of the graph that are not made, with semicolons between. */
    private static final String LEFT_OUT = "optimization.disable_specified_optimizers";

    /**
     * Loads the engine.
     *
     * @param threads threads that compute within an operator, at least 1
     * @return what opens files
     * @throws BackendException if the engine cannot be loaded here ({@link ErrorKind#BACKEND_UNAVAILABLE})
     */
    static SessionOpening of(int threads) {
        OrtEnvironment environment = load();
        return new SessionOpening(
                environment, threads, GraphCache.ofProperty(environment.getVersion()), Optional.empty(), options -> {});
    }

    /**
     * Returns one that has more options.
     *
     * @param change sets them
     * @return what opens files so
     */
    SessionOpening with(Change change) {
        return new SessionOpening(environment, threads, cache, attention, change);
    }

    /**
     * Returns one for graphs that compute one row at a time, as a step of decoding is. Such a product has a kernel of its own in
     * ONNX Runtime ({@code MlasSgemmOperation} in {@code onnxruntime/core/mlas/lib/sgemm.cpp}), which reads the keys where they
     * are, but only where nothing is scaled in the same operator; else all keys are copied at every step first. And between so
     * many short operators, threads that sleep are woken too late; they turn round until the step's end.
     *
     * @return what opens files so
     */
    SessionOpening ofSteps() {
        return with(options -> {
            options.addConfigEntry(LEFT_OUT, "MatMulScaleFusion");
            options.addConfigEntry(SPINNING, "1");
            options.addConfigEntry(END_OF_SPINNING, "1");
            further.apply(options);
        });
    }

    /**
     * Returns one for encoders. A configuration that gives both halves another number of heads is none of a Whisper model, and
     * only the decoder's is held against the file.
     *
     * @param shape what the model's configuration says
     * @return what opens files so
     */
    SessionOpening ofEncoder(WhisperConfig.Shape shape) {
        Optional<AttentionFusion> fusion = shape.encoderHeads() == shape.heads()
                ? Optional.of(new AttentionFusion(shape.heads()))
                : Optional.empty();
        return new SessionOpening(environment, threads, cache, fusion, further);
    }

    private static OrtEnvironment load() {
        CommandLineLimit.check(Path.of("/proc/self/cmdline"));
        // Read by ONNX Runtime's class OnnxRuntime before it unpacks its libraries into a temporary folder.
        NativePlatform.current()
                .unpacked()
                .ifPresent(folder -> System.setProperty("onnxruntime.native.path", folder.toString()));
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            // In a process of ours a variable has said so before; in an embedder's this is all there is.
            environment.setTelemetry(false);
            return environment;
        } catch (LinkageError | IllegalStateException | OrtException e) {
            throw new BackendException(
                    ErrorKind.BACKEND_UNAVAILABLE,
                    "the native library of 'ONNX Runtime' cannot be loaded here: " + e.getMessage()
                            + "; run another backend on this machine",
                    e);
        }
    }

    /**
     * Opens a file, its graph as it was optimised before where that is kept.
     *
     * @param file an ONNX file
     * @return the session; the caller closes it
     * @throws BackendException if the engine refuses the file ({@link ErrorKind#MISSING_MODEL})
     */
    OrtSession open(Path file) {
        try {
            Optional<OrtSession> kept = cache.isPresent() ? cache.get().open(this, file) : Optional.empty();
            return kept.isPresent() ? kept.get() : openAnew(file, graph -> open(graph, options -> {}));
        } catch (OrtException e) {
            throw ModelFailure.refused(file, e);
        }
    }

    /** Changes options. */
    @FunctionalInterface
    interface Change {
        void apply(OrtSession.SessionOptions options) throws OrtException;
    }

    /** Opens a graph. */
    @FunctionalInterface
    interface Way {
        OrtSession open(Path graph) throws OrtException;
    }

    /** Opens a graph that was not optimised before, after its attention was written as one operator where that is possible. */
    OrtSession openAnew(Path file, Way way) throws OrtException {
        Optional<OrtSession> fused = attention.isPresent() ? fused(attention.get(), file, way) : Optional.empty();
        return fused.isPresent() ? fused.get() : way.open(file);
    }

    private static Optional<OrtSession> fused(AttentionFusion fusion, Path file, Way way) {
        try {
            if (Files.size(file) > GraphCache.LARGEST_GRAPH) {
                return Optional.empty();
            }
            Path written = Files.createTempFile("whisperbench-", ".onnx");
            try {
                return fusion.write(file, written) == 0 ? Optional.empty() : Optional.of(way.open(written));
            } finally {
                GraphCache.discard(written);
            }
        } catch (IOException | OrtException e) {
            // What is wrong with the file is said when it is opened as it is.
            LOG.log(System.Logger.Level.DEBUG, "the attention of ''{0}'' stays as it is: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    OrtSession open(Path file, Change change) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            // Each step of decoding has another shape: plans of memory for every one of them would pile up.
            options.setMemoryPatternOptimization(false);
            // Threads that spin while they wait would disturb whatever is measured beside this model, and an encoder,
            // whose operators are long, gains nothing by it.
            options.addConfigEntry(SPINNING, "0");
            further.apply(options);
            change.apply(options);
            return environment.createSession(file.toString(), options);
        }
    }
}
