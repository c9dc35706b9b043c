package org.whisperbench.backend.onnx;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.TranscribeOptions;

/**
 * How a transcription is decoded: the user's wishes, and defaults where there is none.
 *
 * @param search how texts are searched
 * @param temperatures what is tried in turn until the text passes, at least one
 * @param thresholds when a text passes
 * @param context what is told before a window
 * @param words whether words are timed
 * @param batch windows that are decoded together
 */
record DecodingSettings(
        Search search, List<Double> temperatures, Thresholds thresholds, Context context, boolean words, int batch) {

    private static final String SEED = "seed";
    private static final String NONE = "none";
    private static final int MOST_BEAMS = 32;
    private static final int MOST_WINDOWS = 64;
    /** Greater whole numbers are told with an exponent. */
    private static final double GREATEST_PLAIN = 1e15;

    /**
     * How texts are searched.
     *
     * @param beams beams at temperature 0; 1 is greedy
     * @param samples texts that are drawn at a higher temperature
     * @param patience how many times as many texts as beams must have ended; 0 where beam search ends as that of
     *     transformers does, as soon as no better text is to be expected
     * @param lengthPenalty exponent of the length
     * @param seed where drawing begins
     */
    record Search(int beams, int samples, double patience, double lengthPenalty, long seed) {

        /**
         * Returns whether beam search goes on until so many texts have ended, and for nothing else.
         *
         * @return whether there is a patience
         */
        boolean isPatient() {
            return patience > 0;
        }

        /**
         * Returns how many ended texts are kept for the choice.
         *
         * @return as many as there are beams, or, with patience, that many times as many, rounded as Python does
         */
        int endings() {
            return isPatient() ? (int) Math.rint(beams * patience) : beams;
        }
    }

    /**
     * When a text passes; what is infinite asks nothing.
     *
     * @param compressionRatio the greatest compression ratio, that of tokens, see {@link Written#compressionRatio}
     * @param logProbability the least average log-probability
     * @param noSpeech the probability above which a window whose text does not pass is silence
     */
    record Thresholds(double compressionRatio, double logProbability, double noSpeech) {

        static final Thresholds OFF =
                new Thresholds(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        /**
         * The numbers of OpenAI's {@code whisper/transcribe.py}, as they are handed to transformers. OpenAI's compression
         * ratio is that of the text, though, and greater than that of the tokens: so 2.4 is reached later here.
         */
        static final Thresholds USUAL = new Thresholds(2.4, -1.0, 0.6);
    }

    /**
     * What is told before a window.
     *
     * @param prompt the user's words; may be empty
     * @param previous whether the text before the window is told as well
     */
    record Context(String prompt, boolean previous) {}

    /**
     * Reads the options.
     *
     * @param options the user's
     * @return the settings
     * @throws BackendException if an option is unknown or does not go with another ({@link ErrorKind#USER})
     */
    static DecodingSettings of(TranscribeOptions options) {
        refuseUnknown(options.extra());
        List<Double> temperatures = Stream.of(
                        options.value(DecodingOption.TEMPERATURE).orElse("0").split(","))
                .map(Double::parseDouble)
                .toList();
        DecodingSettings settings = new DecodingSettings(
                search(options),
                temperatures,
                thresholds(options, temperatures.size() > 1),
                new Context(
                        options.value(DecodingOption.PROMPT).orElse("").strip(),
                        flag(options, DecodingOption.CONDITION_ON_PREVIOUS_TEXT)),
                flag(options, DecodingOption.WORD_TIMESTAMPS),
                (int) number(options, DecodingOption.BATCH, 1));
        settings.checkSizes();
        settings.checkThresholds(options);
        settings.checkBeams(options);
        settings.checkTemperatures(options);
        settings.checkTogether();
        return settings;
    }

    /** Here the temperatures themselves say whether there is a second try, and windows are cut at silences by batches only. */
    private static final Set<DecodingOption> NOT_HERE = EnumSet.of(DecodingOption.FALLBACK, DecodingOption.VAD);

    private static void refuseUnknown(Map<String, String> extra) {
        Set<String> unknown = new TreeSet<>(extra.keySet());
        unknown.removeIf(key -> key.equals(SEED)
                || DecodingOption.of(key).filter(o -> !NOT_HERE.contains(o)).isPresent());
        if (!unknown.isEmpty()) {
            throw new BackendException(
                    ErrorKind.USER,
                    "options " + unknown + " are not known to backend 'onnx' when it transcribes; leave them out");
        }
        if (extra.containsKey(SEED) && !extra.getOrDefault(SEED, "").matches("-?[0-9]{1,18}")) {
            throw wrong("'" + extra.get(SEED) + "' is no value of 'seed'; give a whole number");
        }
    }

    private static Search search(TranscribeOptions options) {
        return new Search(
                (int) number(options, DecodingOption.BEAM_SIZE, 1),
                (int) number(options, DecodingOption.BEST_OF, 1),
                number(options, DecodingOption.PATIENCE, 0),
                number(options, DecodingOption.LENGTH_PENALTY, 1),
                Long.parseLong(options.extra().getOrDefault(SEED, "0")));
    }

    private static Thresholds thresholds(TranscribeOptions options, boolean fallback) {
        Thresholds usual = fallback ? Thresholds.USUAL : Thresholds.OFF;
        return new Thresholds(
                number(options, DecodingOption.COMPRESSION_RATIO_THRESHOLD, usual.compressionRatio()),
                number(options, DecodingOption.LOG_PROBABILITY_THRESHOLD, usual.logProbability()),
                number(options, DecodingOption.NO_SPEECH_THRESHOLD, usual.noSpeech()));
    }

    private static double number(TranscribeOptions options, DecodingOption option, double otherwise) {
        return options.value(option).map(Double::parseDouble).orElse(otherwise);
    }

    private static boolean flag(TranscribeOptions options, DecodingOption option) {
        return options.value(option).map(Boolean::parseBoolean).orElse(false);
    }

    private void checkSizes() {
        if (search.beams() > MOST_BEAMS || search.samples() > MOST_BEAMS || batch > MOST_WINDOWS) {
            throw wrong("'beam-size' and 'best-of' go up to %d and 'batch' up to %d: each one takes memory; give less"
                    .formatted(MOST_BEAMS, MOST_WINDOWS));
        }
    }

    private void checkThresholds(TranscribeOptions options) {
        boolean distrusts = Double.isFinite(thresholds.logProbability());
        checkRange(options, DecodingOption.NO_SPEECH_THRESHOLD, 0, 1, "a probability, from 0 to 1");
        checkRange(
                options,
                DecodingOption.LOG_PROBABILITY_THRESHOLD,
                Double.NEGATIVE_INFINITY,
                0,
                "the logarithm of a probability, at most 0");
        checkRange(
                options,
                DecodingOption.COMPRESSION_RATIO_THRESHOLD,
                0,
                Double.POSITIVE_INFINITY,
                "a ratio, at least 0");
        if (options.value(DecodingOption.NO_SPEECH_THRESHOLD).isPresent() && !distrusts) {
            throw wrong("'no-speech-threshold' needs a 'log-probability-threshold': only a text below it is doubted");
        }
        if (temperatures.size() > 1) {
            return;
        }
        if (options.value(DecodingOption.COMPRESSION_RATIO_THRESHOLD).isPresent()) {
            throw wrong("'compression-ratio-threshold' needs several values of 'temperature', as in '0,0.2,0.4':"
                    + " a text above it is decoded again at the next one");
        }
        if (distrusts && Double.isInfinite(thresholds.noSpeech())) {
            throw wrong("'log-probability-threshold' needs several values of 'temperature', as in '0,0.2,0.4', or a"
                    + " 'no-speech-threshold': alone it changes nothing");
        }
    }

    private static void checkRange(
            TranscribeOptions options, DecodingOption option, double least, double greatest, String wanted) {
        double value = number(options, option, least);
        if (value < least || value > greatest) {
            throw wrong("'%s' is %s, not '%s'".formatted(option.key(), wanted, plain(value)));
        }
    }

    private void checkBeams(TranscribeOptions options) {
        if (options.value(DecodingOption.PATIENCE).isPresent() && (search.beams() == 1 || search.patience() <= 0)) {
            throw wrong("'patience' is above 0 and needs a 'beam-size' above 1");
        }
        if (search.endings() < 1) {
            throw wrong("'patience' times 'beam-size' is less than one text; give more");
        }
        if (options.value(DecodingOption.LENGTH_PENALTY).isPresent() && search.beams() == 1) {
            throw wrong("'length-penalty' needs a 'beam-size' above 1");
        }
    }

    /** Beams are searched at temperature 0 only, and tokens are drawn above it only. */
    private void checkTemperatures(TranscribeOptions options) {
        if (search.beams() > 1 && !temperatures.contains(0.0)) {
            throw wrong(
                    "'beam-size' needs 0 among the values of 'temperature': above it texts are drawn, see 'best-of'");
        }
        boolean draws = temperatures.stream().anyMatch(t -> t > 0);
        if (search.samples() > 1 && !draws) {
            throw wrong("'best-of' needs a 'temperature' above 0: at 0 there is one text only");
        }
        if (options.extra().containsKey(SEED) && !draws) {
            throw wrong("'seed' needs a 'temperature' above 0: at 0 nothing is drawn");
        }
    }

    private void checkTogether() {
        if (batch > 1 && (search.beams() > 1 || !temperatures.equals(List.of(0.0)) || context.previous())) {
            throw wrong("'batch' decodes windows together, greedily and without the text before them; leave out"
                    + " 'beam-size', 'temperature' and 'condition-on-previous-text'");
        }
    }

    private static BackendException wrong(String message) {
        return new BackendException(ErrorKind.USER, message);
    }

    /**
     * Tells what is in force, for results.
     *
     * @return values by the options' names, in alphabetical order
     */
    Map<String, String> effective() {
        Map<DecodingOption, String> all = new LinkedHashMap<>();
        all.put(DecodingOption.BEAM_SIZE, Integer.toString(search.beams()));
        all.put(DecodingOption.BEST_OF, Integer.toString(search.samples()));
        all.put(DecodingOption.PATIENCE, search.isPatient() ? plain(search.patience()) : NONE);
        all.put(DecodingOption.LENGTH_PENALTY, plain(search.lengthPenalty()));
        all.put(
                DecodingOption.TEMPERATURE,
                temperatures.stream().map(DecodingSettings::plain).collect(Collectors.joining(",")));
        all.put(DecodingOption.COMPRESSION_RATIO_THRESHOLD, plain(thresholds.compressionRatio()));
        all.put(DecodingOption.LOG_PROBABILITY_THRESHOLD, plain(thresholds.logProbability()));
        all.put(DecodingOption.NO_SPEECH_THRESHOLD, plain(thresholds.noSpeech()));
        all.put(DecodingOption.PROMPT, context.prompt());
        all.put(DecodingOption.CONDITION_ON_PREVIOUS_TEXT, Boolean.toString(context.previous()));
        all.put(DecodingOption.WORD_TIMESTAMPS, Boolean.toString(words));
        all.put(DecodingOption.BATCH, Integer.toString(batch));
        all.put(DecodingOption.VAD, "false");
        Map<String, String> named = new TreeMap<>();
        all.forEach((option, value) -> named.put(option.key(), value));
        if (temperatures.stream().anyMatch(t -> t > 0)) {
            named.put(SEED, Long.toString(search.seed()));
        }
        return named;
    }

    private static String plain(double value) {
        if (Double.isInfinite(value)) {
            return NONE;
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < GREATEST_PLAIN;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }
}
