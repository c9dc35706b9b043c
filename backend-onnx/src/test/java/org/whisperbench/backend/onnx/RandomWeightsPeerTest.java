package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.TranscribeOptions.Task;
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
    void anEnglishOnlyModelOfTheShapeOfTinyWritesTheTokensThatTransformersWrites() throws InterruptedException {
        compare("1", Task.TRANSCRIBE, ".*(digits-0[1-6]|long)\\.wav");
    }

    @Test
    void aMultilingualModelHearsTheSameLanguageAndWritesTheSameTokens() throws InterruptedException {
        compare("2", Task.TRANSLATE, ".*(digits-0[7-9]|long)\\.wav", "multilingual");
    }

    @Test
    void aModelOfTheKindOfTurboHearsTheSameLanguageAndWritesTheSameTokens() throws InterruptedException {
        compare("7", Task.TRANSCRIBE, ".*(digits-(10|11|12)|long)\\.wav", "turbo");
    }

    private void compare(String seed, Task task, String names, String... kind) throws InterruptedException {
        PeerPython python = PeerPython.prepare();
        Path model = folder.resolve("random");
        List<String> arguments = new ArrayList<>(List.of(model.toString(), seed, "40"));
        arguments.addAll(List.of(kind));
        python.run(RandomWeightsPeerTest.class, "random_whisper.py", PATIENCE, arguments.toArray(String[]::new));
        python.run(CONVERTER, PATIENCE, model.toString());
        List<Path> wavs = Checkout.samples().stream()
                .map(Checkout.Speech::wav)
                .filter(wav -> wav.toString().matches(names))
                .toList();

        try (GreedyComparison comparison = new GreedyComparison(model, "fp32", task)) {
            comparison.compare(python, folder.resolve("random.json"), wavs);

            LOG.log(System.Logger.Level.INFO, "random weights, {0}: {1}", task, comparison.counts());
            assertTrue(comparison.tokens() > 300, comparison.counts());
        }
    }
}
