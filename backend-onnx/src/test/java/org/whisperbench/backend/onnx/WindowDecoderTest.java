package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps of a decoder of almost no size whose second layer tells when words are spoken. */
final class WindowDecoderTest {

    private static final int FRAMES = 50;
    private static final int WIDTH = 32;
    private static final int START = 65;
    private static final int NO_TIMES = 67;

    private static WhisperSessions sessions;

    private final FloatBuffer speech = ByteBuffer.allocateDirect(FRAMES * WIDTH * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    private OnnxTensor encoded;
    private WindowDecoder decoder;

    @BeforeAll
    static void load() throws InterruptedException {
        Path folder = TinyModel.folder("tiny-listening");
        OnnxLayout layout = OnnxLayout.of(OnnxLayout.FP32);
        WhisperConfig config = WhisperConfig.read(
                folder.resolve(OnnxLayout.CONFIG),
                folder.resolve(OnnxLayout.GENERATION),
                folder.resolve(OnnxLayout.FEATURES));
        sessions = WhisperSessions.open(
                folder.resolve(layout.encoder()), folder.resolve(layout.decoder()), 1, config.shape());
    }

    @AfterAll
    static void close() {
        sessions.close();
    }

    @BeforeEach
    void begin() throws OrtException {
        Random random = new Random(4);
        for (int i = 0; i < FRAMES * WIDTH; i++) {
            speech.put(i, (float) random.nextGaussian());
        }
        // The tensor lies in the test's own memory.
        encoded = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), speech, new long[] {1, FRAMES, WIDTH});
        decoder = sessions.decode(encoded, Set.of(1));
    }

    @AfterEach
    void end() {
        decoder.close();
        encoded.close();
    }

    @Test
    void whoBeginsAgainLooksAtTheSpeechNoMore() throws InterruptedException {
        decoder.mayBeginAgain(true);
        TokenDecoder.AfterPrompt first = decoder.begin(prompt(START, NO_TIMES));
        float[] next = first.next().last(0);
        float[] later = written(3, 9);
        silence();

        decoder.keep(new int[] {0, 0, 0}, true);
        TokenDecoder.AfterPrompt again = decoder.begin(prompt(START, NO_TIMES));

        assertArrayEquals(next, again.next().last(0));
        assertArrayEquals(first.start().last(0), again.start().last(0));
        assertArrayEquals(later, written(3, 9));
    }

    @Test
    void aLongerPromptGoesOnFromAShorterOne() throws InterruptedException {
        TokenDecoder.AfterPrompt whole = decoder.begin(prompt(START, NO_TIMES, 4));
        float[] later = written(5, 8);
        decoder.mayBeginAgain(true);
        decoder.begin(prompt(START));
        silence();
        decoder.mayBeginAgain(false);

        TokenDecoder.AfterPrompt continued = decoder.begin(prompt(START, NO_TIMES, 4));

        assertArrayEquals(whole.start().last(0), continued.start().last(0), 1e-4f);
        assertArrayEquals(whole.next().last(0), continued.next().last(0), 1e-4f);
        assertArrayEquals(later, written(5, 8), 1e-4f);
    }

    @Test
    void anotherPromptIsReadFromTheBeginning() throws InterruptedException {
        float[] expected = decoder.begin(prompt(7, START)).next().last(0);
        decoder.mayBeginAgain(true);
        decoder.begin(prompt(START));
        WhisperPrompt other = new WhisperPrompt(List.of(7, START), "en", 1);

        assertFalse(prompt(START).isBeginningOf(other));
        assertArrayEquals(expected, decoder.begin(other).next().last(0));
    }

    @Test
    void onlyTheAttentionOfTheWantedLayersIsFetched() throws InterruptedException {
        decoder.begin(prompt(START, NO_TIMES));

        DecoderStep step = decoder.step(new int[][] {{3}});

        List<float[]> rows = step.attention(0, List.of(new WhisperConfig.Head(1, 0), new WhisperConfig.Head(0, 0)));
        assertEquals(Set.of(0, 1), sessions.ports().attentions());
        assertTrue(step.listens());
        assertEquals(FRAMES, rows.get(0).length);
        assertEquals(0, rows.get(1).length, "nothing of the first layer is there");
    }

    private void silence() {
        for (int i = 0; i < FRAMES * WIDTH; i++) {
            speech.put(i, 0);
        }
    }

    private float[] written(int... tokens) throws InterruptedException {
        float[] last = new float[0];
        for (int token : tokens) {
            last = decoder.step(new int[][] {{token}}).last(0);
        }
        return last;
    }

    private static WhisperPrompt prompt(Integer... tokens) {
        return new WhisperPrompt(List.of(tokens), "en", 0);
    }
}
