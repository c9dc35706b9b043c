package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Measure;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;
import org.whisperbench.testkit.PeerPython;

/**
 * Holds whole transcriptions against those of transformers with the same options: the tokens of all segments, the measures,
 * and the words, up to the first window in which the peer could as well have taken something else (two of its values closer
 * than {@link #TIE}). Such windows are counted.
 */
final class DecodingComparison implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(DecodingComparison.class.getName());
    private static final double TIE = 1e-3;
    private static final double WORD_SECONDS = 0.02 + 1e-6;
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path folder;
    private final LoadedWhisper model;
    private int transcripts;
    private int windows;
    private int tokens;
    private int stops;
    private int words;
    private int fallbacks;

    DecodingComparison(Path folder) throws InterruptedException {
        this.folder = folder;
        WhisperConfig config = WhisperConfig.read(
                folder.resolve(OnnxLayout.CONFIG),
                folder.resolve(OnnxLayout.GENERATION),
                folder.resolve(OnnxLayout.FEATURES));
        OnnxLayout layout = OnnxLayout.of(OnnxLayout.FP32);
        model = new LoadedWhisper(
                config,
                ByteLevelTokens.read(folder.resolve(OnnxLayout.TOKENIZER)),
                WhisperSessions.open(
                        folder.resolve(layout.encoder()), folder.resolve(layout.decoder()), 2, config.shape()));
    }

    /**
     * One way to decode, in the words of both.
     *
     * @param settings what the peer's script is told
     * @param options what our engine is told
     * @param wavs what both hear
     * @param least how many tokens must be compared: fewer would tell too little
     */
    record Case(String settings, TranscribeOptions options, List<Path> wavs, int least) {}

    /** Compares what both write; the peer is started once for all. */
    void compare(PeerPython python, Case... cases) throws InterruptedException {
        Path out = folder.resolve("peer.json");
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), out.toString()));
        for (Case each : cases) {
            arguments.add(each.settings());
            each.wavs().forEach(wav -> arguments.add(wav.toString()));
        }
        python.run(DecodingComparison.class, "decoding_peer.py", PATIENCE, arguments.toArray(String[]::new));
        Map<String, Object> peers = JsonFile.read(out, Set.of()).values();
        for (int i = 0; i < cases.length; i++) {
            compare((Map<?, ?>) peers.getOrDefault(String.valueOf(i), Map.of()), cases[i]);
        }
    }

    private void compare(Map<?, ?> peers, Case asked) throws InterruptedException {
        int tokensBefore = tokens;
        int wordsBefore = words;
        int stopsBefore = stops;
        for (Path wav : asked.wavs()) {
            Map<?, ?> peer = peers.get(wav.toString()) instanceof Map<?, ?> found ? found : Map.of();
            FakeAudio audio = FakeAudio.read(wav);
            Transcription ours = new WindowedTranscriber(model, audio, asked.options(), Progress.none()).run();
            String about = wav.getFileName() + " " + asked.options().extra();
            assertEquals(peer.get("language"), ours.language(), about);
            languages(peer.get("languages"), ours.languages(), about);
            transcripts++;
            compare(list(peer.get("windows")), ours, seconds(audio.duration()), about);
        }
        String counts = "%s: %d tokens, %d words, %d of %d transcripts only up to a tie"
                .formatted(
                        asked.settings(),
                        tokens - tokensBefore,
                        words - wordsBefore,
                        stops - stopsBefore,
                        asked.wavs().size());
        LOG.log(System.Logger.Level.INFO, counts);
        assertTrue(tokens - tokensBefore >= asked.least(), () -> counts + ", not " + asked.least() + " tokens");
    }

    private static void languages(@Nullable Object expected, Map<String, Double> ours, String about) {
        Map<?, ?> theirs = (Map<?, ?>) expected;
        assertEquals(theirs == null ? Set.of() : theirs.keySet(), ours.keySet(), about);
        ours.forEach((tag, probability) -> assertEquals(number(theirs, tag), probability, 1e-4, about + " " + tag));
    }

    private void compare(List<Map<?, ?>> expected, Transcription ours, double end, String about) {
        List<Segment> left = new ArrayList<>(ours.segments());
        for (Map<?, ?> window : expected) {
            String where = about + " at " + window.get("seek");
            List<Integer> kept = list(window.get("kept"));
            if (number(window, "margin") < TIE) {
                stops++;
                upToTie(kept, list(window.get("margins")), left, where);
                return;
            }
            List<Integer> found = new ArrayList<>();
            List<Segment> own = new ArrayList<>();
            while (!left.isEmpty() && (found.size() < kept.size() || own.isEmpty())) {
                own.add(left.remove(0));
                found.addAll(own.get(own.size() - 1).tokens());
            }
            assertEquals(kept, found, where);
            windows++;
            tokens += kept.size();
            measures(window, own, where);
            if (window.containsKey("words")) {
                double from = number(window, "seek") / 100;
                words(times(list(window.get("words")), from, end), own, where);
            }
        }
        assertEquals(List.of(), left, about);
    }

    /** Compares what is before the first step at which something else could have been taken; of beams that is nothing. */
    private void upToTie(List<Integer> kept, List<Number> margins, List<Segment> left, String where) {
        int safe = 0;
        while (safe < Math.min(kept.size(), margins.size()) && margins.get(safe).doubleValue() >= TIE) {
            safe++;
        }
        // Two timestamps before the tie may be where the other text hands over to its next window.
        int firstTimestamp = model.config().tokens().firstTimestamp();
        for (int i = safe - 1; i > 0; i--) {
            if (kept.get(i) >= firstTimestamp && kept.get(i - 1) >= firstTimestamp) {
                safe = i;
                break;
            }
        }
        List<Integer> found = left.stream()
                .flatMap(segment -> segment.tokens().stream())
                .limit(safe)
                .toList();
        assertEquals(kept.subList(0, safe), found, where + " up to a tie");
        tokens += safe;
    }

    private void measures(Map<?, ?> window, List<Segment> segments, String where) {
        for (Segment segment : segments) {
            Map<Measure, Double> found = segment.measures();
            same(window, "temperature", found.get(Measure.TEMPERATURE), where);
            same(window, "ratio", found.get(Measure.COMPRESSION_RATIO), where);
            same(window, "silence", found.get(Measure.NO_SPEECH_PROBABILITY), where);
            same(window, "logprob", found.get(Measure.AVERAGE_LOG_PROBABILITY), where);
        }
        fallbacks += number(window, "temperature") > 0 ? 1 : 0;
    }

    private static void same(Map<?, ?> window, String key, @Nullable Double found, String where) {
        if (window.containsKey(key)) {
            assertTrue(found != null, where + " " + key);
            assertEquals(number(window, key), found == null ? Double.NaN : found, 1e-3, where + " " + key);
        }
    }

    /** Words with their times in the audio; transformers hears words of weights that mean nothing after its end, too. */
    private static List<List<?>> times(List<List<?>> words, double from, double end) {
        return words.stream()
                .<List<?>>map(word -> List.of(
                        String.valueOf(word.get(0)),
                        Math.min(end, from + seconds(word, 1)),
                        Math.min(end, from + seconds(word, 2))))
                .toList();
    }

    private void words(List<List<?>> expected, List<Segment> segments, String where) {
        List<Word> found =
                segments.stream().map(Segment::words).flatMap(List::stream).toList();
        assertEquals(
                expected.stream().map(word -> String.valueOf(word.get(0))).toList(),
                found.stream().map(Word::text).toList(),
                where);
        for (int i = 0; i < found.size(); i++) {
            String word = where + " '" + found.get(i).text() + "'";
            assertEquals(seconds(expected.get(i), 1), seconds(found.get(i).start()), WORD_SECONDS, word);
            assertEquals(seconds(expected.get(i), 2), seconds(found.get(i).end()), WORD_SECONDS, word);
            words++;
        }
    }

    private static double seconds(List<?> word, int index) {
        return word.get(index) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double number(@Nullable Map<?, ?> map, Object key) {
        return map != null && map.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    @SuppressWarnings("unchecked") // what the script wrote is known
    private static <T> List<T> list(@Nullable Object value) {
        return value instanceof List<?> list ? (List<T>) list : List.of();
    }

    int tokens() {
        return tokens;
    }

    int words() {
        return words;
    }

    int fallbacks() {
        return fallbacks;
    }

    /** Returns what was compared, for the log. */
    String counts() {
        return transcripts + " transcripts, " + windows + " windows, " + tokens + " tokens, " + words + " words, "
                + fallbacks + " windows at a higher temperature, " + stops + " transcripts compared only up to a tie";
    }

    @Override
    public void close() {
        model.sessions().close();
    }
}
