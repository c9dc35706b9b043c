package org.whisperbench.backend.onnx;

import ai.onnxruntime.OnnxTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model whose decoder writes as many tokens as it is told: rules, choice, the engine's step and what lies between. End
 * tokens are forbidden, so that it goes on.
 *
 * <p>One thread uses an instance.
 */
public final class TokenLoop implements AutoCloseable {

    private static final double NANOS = 1e9;

    private final WhisperConfig config;
    private final WhisperSessions sessions;

    private TokenLoop(WhisperConfig config, WhisperSessions sessions) {
        this.config = config;
        this.sessions = sessions;
    }

    /**
     * Opens a model in the layout of onnx-community, as the backend does.
     *
     * @param folder its folder
     * @param precision such as {@code int8}
     * @param threads how many compute
     * @return the model; the caller closes it
     * @throws InterruptedException if the thread was interrupted
     */
    public static TokenLoop open(Path folder, String precision, int threads) throws InterruptedException {
        return open(folder, precision, SessionOpening.of(threads));
    }

    /**
     * Opens a model whose threads wait in one way throughout.
     *
     * @param folder its folder
     * @param precision such as {@code int8}
     * @param threads how many compute
     * @param spinning whether they turn round while they wait
     * @return the model; the caller closes it
     * @throws InterruptedException if the thread was interrupted
     */
    public static TokenLoop open(Path folder, String precision, int threads, boolean spinning)
            throws InterruptedException {
        SessionOpening opening = SessionOpening.of(threads);
        return open(
                folder,
                precision,
                opening.with(options -> options.addConfigEntry(SessionOpening.SPINNING, spinning ? "1" : "0")));
    }

    /**
     * Opens a model whose engine writes down how long each operator takes, when the model is closed.
     *
     * @param folder its folder
     * @param precision such as {@code int8}
     * @param threads how many compute
     * @param place where the engine's files begin with {@code 1_}, for the encoder, and {@code 2_}, for the decoder
     * @return the model; the caller closes it
     * @throws InterruptedException if the thread was interrupted
     */
    public static TokenLoop profiled(Path folder, String precision, int threads, Path place)
            throws InterruptedException {
        AtomicInteger opened = new AtomicInteger();
        return open(
                folder,
                precision,
                SessionOpening.of(threads)
                        .with(options -> options.enableProfiling(
                                place.resolve(opened.incrementAndGet() + "_").toString())));
    }

    private static TokenLoop open(Path folder, String precision, SessionOpening opening) throws InterruptedException {
        OnnxLayout layout = OnnxLayout.of(precision);
        WhisperConfig config = WhisperConfig.read(
                folder.resolve(OnnxLayout.CONFIG),
                folder.resolve(OnnxLayout.GENERATION),
                folder.resolve(OnnxLayout.FEATURES));
        Path encoder = folder.resolve(layout.encoder());
        Path decoder = folder.resolve(layout.decoder());
        return new TokenLoop(config, WhisperSessions.open(encoder, decoder, opening, config.shape()));
    }

    /**
     * Encodes a window of silence.
     *
     * @return encoded speech; the caller closes it
     * @throws InterruptedException if the thread was interrupted
     */
    public OnnxTensor encode() throws InterruptedException {
        WhisperConfig.Shape shape = config.shape();
        return sessions.encode(new float[shape.melBins() * shape.windowFrames()], shape.melBins());
    }

    /**
     * Writes tokens.
     *
     * @param encoded what was encoded
     * @param count how many
     * @return what was written, and how long a token took
     * @throws InterruptedException if the thread was interrupted
     */
    public Written write(OnnxTensor encoded, int count) throws InterruptedException {
        WhisperConfig.Tokens ids = config.tokens();
        DecodingRules rules = new DecodingRules(ids, false);
        TokenChoice choice = TokenChoice.greatest();
        List<Integer> tokens = new ArrayList<>();
        double seconds = 0;
        try (WindowDecoder decoder = sessions.decode(encoded, Set.of())) {
            int next = ids.start();
            for (int i = 0; i < count; i++) {
                long begin = System.nanoTime();
                float[] logits = decoder.step(new int[][] {{next}}).last(0);
                rules.apply(logits, List.of());
                logits[ids.end()] = Float.NEGATIVE_INFINITY;
                next = choice.choose(logits).token();
                tokens.add(next);
                seconds += i == 0 ? 0 : (System.nanoTime() - begin) / NANOS;
            }
        }
        return new Written(tokens, seconds / Math.max(1, count - 1));
    }

    /**
     * What was written.
     *
     * @param tokens tokens
     * @param secondsPerToken mean of all but the first, which reads the speech, too
     */
    public record Written(List<Integer> tokens, double secondsPerToken) {

        /** Copies the tokens. */
        public Written {
            tokens = List.copyOf(tokens);
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
