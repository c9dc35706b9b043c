package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.whisperbench.backend.onnx.DecodingSettings.Thresholds;

/**
 * Writes the text of a window, and again at the next temperature as long as the text repeats itself or is improbable, as
 * {@code generate_with_fallback} of transformers 5.18 does.
 *
 * <p>One thread uses an instance at a time.
 */
final class FallbackDecoder {

    private final WhisperConfig config;
    private final DecodingSettings settings;
    private final DecodingRules rules;
    private final DoubleSupplier random;

    /**
     * Creates a decoder.
     *
     * @param config the model's ids and limits
     * @param settings how to decode
     * @param timestamps whether timestamps are asked for
     * @param random numbers from 0 up to, but not, 1, by which tokens are drawn
     */
    FallbackDecoder(WhisperConfig config, DecodingSettings settings, boolean timestamps, DoubleSupplier random) {
        this.config = config;
        this.settings = settings;
        this.random = random;
        rules = new DecodingRules(config.tokens(), timestamps);
    }

    /**
     * Writes the text of a window.
     *
     * @param decoder decodes the window
     * @param prompt what it is told first
     * @return the text
     * @throws InterruptedException if the thread was interrupted
     */
    WindowText write(TokenDecoder decoder, WhisperPrompt prompt) throws InterruptedException {
        WindowText text = judged(written(decoder, prompt, 0), 0);
        for (int i = 1; i < settings.temperatures().size() && !passes(text); i++) {
            text = judged(written(decoder, prompt, i), i);
        }
        return text;
    }

    /**
     * Writes several windows together, without going back to any.
     *
     * @param decoder decodes the windows
     * @param prompt what it is told first
     * @param count number of windows
     * @return a text for each
     * @throws InterruptedException if the thread was interrupted
     */
    List<WindowText> writeTogether(TokenDecoder decoder, WhisperPrompt prompt, int count) throws InterruptedException {
        decoder.mayBeginAgain(false);
        List<WindowText> texts = new ArrayList<>();
        GreedyDecoder greedy = new GreedyDecoder(config, rules, TokenChoice.greatest());
        for (Written written : greedy.windows(decoder, prompt, count)) {
            texts.add(judged(written, 0));
        }
        return texts;
    }

    private Written written(TokenDecoder decoder, WhisperPrompt prompt, int attempt) throws InterruptedException {
        decoder.mayBeginAgain(attempt + 1 < settings.temperatures().size());
        double temperature = settings.temperatures().get(attempt);
        if (temperature > 0) {
            TokenSampler sampler = new TokenSampler(temperature, random);
            return new GreedyDecoder(config, rules, sampler)
                    .texts(decoder, prompt, settings.search().samples()).stream()
                            .max(Comparator.comparingDouble(Written::averageLogProbability))
                            .orElseThrow();
        }
        return settings.search().beams() > 1
                ? new BeamDecoder(config, rules, settings.search()).write(decoder, prompt)
                : new GreedyDecoder(config, rules, TokenChoice.greatest()).write(decoder, prompt);
    }

    private WindowText judged(Written written, int attempt) {
        double ratio = written.compressionRatio(
                config.shape().vocabulary(), config.tokens().end());
        Thresholds thresholds = settings.thresholds();
        boolean silent = written.averageLogProbability() < thresholds.logProbability()
                && written.noSpeech() > thresholds.noSpeech();
        return new WindowText(written, settings.temperatures().get(attempt), ratio, silent);
    }

    private boolean passes(WindowText text) {
        Thresholds thresholds = settings.thresholds();
        boolean varied = text.compressionRatio() <= thresholds.compressionRatio();
        boolean probable = text.written().averageLogProbability() >= thresholds.logProbability();
        return text.silent() || (varied && probable);
    }
}
