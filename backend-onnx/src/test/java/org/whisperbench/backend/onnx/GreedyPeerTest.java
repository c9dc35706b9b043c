package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.TranscribeOptions.Task;
import org.whisperbench.testkit.PeerPython;

@Tag("peer")
final class GreedyPeerTest {

    private static final System.Logger LOG = System.getLogger(GreedyPeerTest.class.getName());

    @TempDir
    Path folder;

    @Test
    void tokensAndWordErrorsOfSamplesAndHumanClipsAreThoseOfTransformers() throws InterruptedException {
        List<Checkout.Speech> speech = new ArrayList<>(Checkout.samples());
        speech.addAll(Checkout.speech(Checkout.clipFolder()));
        try (GreedyComparison comparison = new GreedyComparison(Checkout.further(), "fp32", Task.TRANSCRIBE)) {
            Map<String, List<String>> texts = comparison.compare(
                    PeerPython.prepare(),
                    folder.resolve("nano.json"),
                    speech.stream().map(Checkout.Speech::wav).toList());

            int words = 0;
            int theirs = 0;
            int ours = 0;
            for (Checkout.Speech file : speech) {
                for (boolean timestamps : new boolean[] {false, true}) {
                    List<String> both = texts.get(file.wav() + "|" + timestamps);
                    if (both != null) {
                        words += file.text().isEmpty() ? 0 : file.text().split(" ").length;
                        theirs += WordErrors.count(file.text(), both.get(0));
                        ours += WordErrors.count(file.text(), both.get(1));
                    }
                }
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "nano-digits: {0}; word errors of {1} words: theirs {2}, ours {3}",
                    comparison.counts(),
                    words,
                    theirs,
                    ours);
            assertEquals(theirs, ours);
            assertTrue(words > 400);
        }
    }
}
