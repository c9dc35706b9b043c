package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PeerPython;

/** Decoding of a transducer by the plain loop of the reference, in Python on the same engine. */
@Tag("peer")
final class TdtPeerTest {

    private static final System.Logger LOG = System.getLogger(TdtPeerTest.class.getName());
    private static final double TIE = 1e-3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"fp32", "int8"})
    void aModelWithRandomWeightsIsDecodedAsByThePlainLoop(String precision) throws InterruptedException {
        PeerPython python = PeerPython.prepare();
        Path model = folder.resolve("tdt");
        Path out = folder.resolve("out.json");
        List<Path> wavs = new ArrayList<>();
        for (Checkout.Speech speech : Checkout.samples()) {
            if (speech.audio().samples().length < 30 * 16_000) {
                wavs.add(speech.wav());
            }
        }
        python.run(TdtPeerTest.class, "tiny_tdt.py", Duration.ofMinutes(5), "make", model.toString());
        List<String> arguments = new ArrayList<>(List.of("decode", model.toString(), precision, out.toString()));
        wavs.forEach(wav -> arguments.add(wav.toString()));
        python.run(TdtPeerTest.class, "tiny_tdt.py", Duration.ofMinutes(5), arguments.toArray(String[]::new));

        Map<String, Object> expected = JsonFile.read(out, Set.of()).values();
        OnnxParakeetBackend backend = new OnnxParakeetBackend();
        ResolvedModel resolved =
                new ResolvedModel(backend.describe(model + "#" + precision).orElseThrow(), model);
        int tokens = 0;
        int ties = 0;
        try (SpeechModel loaded = backend.load(resolved, LoadOptions.defaults(), Progress.none())) {
            for (Path wav : wavs) {
                Map<?, ?> peer = (Map<?, ?>) Objects.requireNonNull(expected.get(wav.toString()));
                if (((Number) Objects.requireNonNull(peer.get("margin"))).doubleValue() < TIE) {
                    ties++;
                    continue;
                }
                Transcription ours =
                        loaded.transcribe(FakeAudio.read(wav), TranscribeOptions.defaults(), Progress.none());
                List<Integer> ids = new ArrayList<>();
                for (Object token : (List<?>) Objects.requireNonNull(peer.get("tokens"))) {
                    ids.add(((Number) ((List<?>) token).get(0)).intValue());
                }
                assertEquals(
                        ids,
                        ours.segments().stream()
                                .map(Segment::tokens)
                                .flatMap(List::stream)
                                .toList(),
                        wav::toString);
                assertEquals(peer.get("text"), ours.text(), wav::toString);
                tokens += ids.size();
            }
        }
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} files, {2} tokens as by the plain loop, {3} files left out for a tie",
                precision,
                wavs.size(),
                tokens,
                ties);
        assertTrue(tokens > 100, "enough was compared");
    }
}
