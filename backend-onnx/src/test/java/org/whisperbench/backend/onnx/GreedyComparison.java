package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OnnxTensor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.Progress;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.TranscribeOptions.Task;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PeerPython;

/**
 * Holds our greedy decoding against that of transformers: window by window at the same places, up to the first step at
 * which the peer's two best values are closer than {@link #TIE}, and the whole audio where there is no such step.
 */
final class GreedyComparison implements AutoCloseable {

    private static final double TIE = 1e-3;
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Path folder;
    private final Task task;
    private final LoadedWhisper model;
    private int transcripts;
    private int wholeTranscripts;
    private int windows;
    private int tokens;
    private int stops;

    GreedyComparison(Path folder, String precision, Task task) throws InterruptedException {
        this.folder = folder;
        this.task = task;
        OnnxLayout layout = OnnxLayout.of(precision);
        WhisperConfig config = WhisperConfig.read(
                folder.resolve(OnnxLayout.CONFIG),
                folder.resolve(OnnxLayout.GENERATION),
                folder.resolve(OnnxLayout.FEATURES));
        model = new LoadedWhisper(
                config,
                ByteLevelTokens.read(folder.resolve(OnnxLayout.TOKENIZER)),
                WhisperSessions.open(
                        folder.resolve(layout.encoder()), folder.resolve(layout.decoder()), 2, config.shape()));
    }

    /** Runs both on every file; returns the peer's text and ours by file and whether timestamps were on. */
    Map<String, List<String>> compare(PeerPython python, Path out, List<Path> wavs) throws InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(folder.toString(), out.toString(), task.name().toLowerCase(Locale.ROOT)));
        wavs.forEach(wav -> arguments.add(wav.toString()));
        python.run(GreedyComparison.class, "greedy_peer.py", PATIENCE, arguments.toArray(String[]::new));
        Map<String, List<String>> texts = new TreeMap<>();
        for (Map.Entry<String, Object> peer :
                JsonFile.read(out, Set.of()).values().entrySet()) {
            String[] name = peer.getKey().split("\\|", 2);
            Map<?, ?> expected = (Map<?, ?>) peer.getValue();
            texts.put(
                    peer.getKey(),
                    List.of(
                            String.valueOf(expected.get("text")),
                            transcript(Path.of(name[0]), Boolean.parseBoolean(name[1]), expected)));
        }
        return texts;
    }

    private String transcript(Path wav, boolean timestamps, Map<?, ?> expected) throws InterruptedException {
        FakeAudio audio = FakeAudio.read(wav);
        int stopsBefore = stops;
        AudioFeatures features = new AudioFeatures(
                audio,
                new LogMel(model.config().shape().melBins()),
                model.config().shape().windowFrames());
        String language = String.valueOf(expected.get("language"));
        WhisperPrompt prompt = WhisperPrompt.of(model.config(), language, task, timestamps);
        List<Map<?, ?>> peers = list(expected.get("windows"));
        for (int i = 0; i < peers.size(); i++) {
            long next = i + 1 < peers.size() ? seek(peers.get(i + 1)) : Long.MAX_VALUE;
            window(features, prompt, peers.get(i), next);
        }
        TranscribeOptions options = new TranscribeOptions("auto", task, timestamps, Duration.ZERO, Map.of());
        Transcription ours = new WindowedTranscriber(model, audio, options, Progress.none()).run();
        transcripts++;
        assertEquals(language, ours.language());
        if (stops == stopsBefore) {
            wholeTranscripts++;
            assertEquals(
                    expected.get("ids"),
                    ours.segments().stream()
                            .map(Segment::tokens)
                            .flatMap(List::stream)
                            .toList(),
                    wav + " " + timestamps);
            assertEquals(expected.get("text"), ours.text(), wav + " " + timestamps);
        }
        return ours.text();
    }

    private void window(AudioFeatures features, WhisperPrompt prompt, Map<?, ?> peer, long next)
            throws InterruptedException {
        WhisperConfig config = model.config();
        long seek = seek(peer);
        boolean timestamps = !prompt.tokens().contains(config.tokens().noTimestamps());
        GreedyDecoder greedy =
                new GreedyDecoder(config, new DecodingRules(config.tokens(), timestamps), TokenChoice.greatest());
        List<Integer> expected = list(peer.get("ids"));
        List<Integer> written;
        try (OnnxTensor encoded = model.sessions()
                        .encode(features.window(seek), config.shape().melBins());
                WindowDecoder decoder = model.sessions().decode(encoded, Set.of())) {
            written = greedy.write(decoder, prompt).tokens();
        }
        windows++;
        int safe = firstTie(list(peer.get("margins")));
        if (safe < Integer.MAX_VALUE) {
            stops++;
            tokens += safe;
            assertEquals(expected.subList(0, safe), written.subList(0, Math.min(safe, written.size())));
            return;
        }
        tokens += expected.size();
        assertEquals(expected, written);
        int frames = (int) Math.min(config.shape().windowFrames(), features.frames() - seek);
        int advance = WindowSlices.cut(written, config.tokens().firstTimestamp(), frames)
                .advanceFrames();
        assertEquals(Math.min(next, features.frames()), Math.min(seek + advance, features.frames()));
    }

    private static int firstTie(List<Number> margins) {
        for (int i = 0; i < margins.size(); i++) {
            if (margins.get(i).doubleValue() < TIE) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static long seek(Map<?, ?> window) {
        return window.get("seek") instanceof Number seek ? seek.longValue() : -1;
    }

    @SuppressWarnings("unchecked") // what the script wrote is known
    private static <T> List<T> list(@Nullable Object value) {
        return value instanceof List<?> list ? (List<T>) list : List.of();
    }

    int tokens() {
        return tokens;
    }

    /** Returns what was compared, for the log. */
    String counts() {
        return transcripts + " transcripts, " + wholeTranscripts + " of them compared whole, " + windows + " windows, "
                + tokens + " tokens, " + stops + " windows compared only up to a tie";
    }

    @Override
    public void close() {
        model.sessions().close();
    }
}
