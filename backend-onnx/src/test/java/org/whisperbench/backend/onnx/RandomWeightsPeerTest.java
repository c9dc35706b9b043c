package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.PeerPython;

/** Weights that mean nothing reach corners that a trained model avoids: odd timestamps, repetitions, early ends. */
@Tag("peer")
final class RandomWeightsPeerTest {

    private static final System.Logger LOG = System.getLogger(RandomWeightsPeerTest.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Path CONVERTER = Checkout.NANO.resolve("scripts/to_onnx.py");

    @TempDir
    Path folder;

    @Test
    void tokensOfAModelOfTheShapeOfTinyAreThoseOfTransformers() throws InterruptedException {
        PeerPython python = PeerPython.prepare();
        Path model = folder.resolve("random");
        String made =
                python.run(RandomWeightsPeerTest.class, "random_whisper.py", PATIENCE, model.toString(), "1", "40");
        assertEquals("", made);
        python.run(CONVERTER, PATIENCE, model.toString());
        List<Path> wavs = Checkout.samples().stream()
                .map(Checkout.Speech::wav)
                .filter(wav -> wav.toString().matches(".*(digits-0[1-6]|long)\\.wav"))
                .toList();

        try (GreedyComparison comparison = new GreedyComparison(model, "fp32")) {
            comparison.compare(python, folder.resolve("random.json"), wavs);

            LOG.log(System.Logger.Level.INFO, "random weights: {0}", comparison.counts());
            assertTrue(comparison.tokens() > 300, comparison.counts());
        }
    }
}
