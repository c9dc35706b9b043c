package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the self-test model is told before a window. */
final class PreviousTextTest {

    private static final String PROMPT = "seven eight";

    private static LoadedWhisper model;

    @BeforeAll
    static void load() throws InterruptedException {
        OnnxLayout layout = OnnxLayout.of(OnnxLayout.FP32);
        WhisperConfig config = WhisperConfig.read(
                Checkout.NANO.resolve(OnnxLayout.CONFIG),
                Checkout.NANO.resolve(OnnxLayout.GENERATION),
                Checkout.NANO.resolve(OnnxLayout.FEATURES));
        model = new LoadedWhisper(
                config,
                ByteLevelTokens.read(Checkout.NANO.resolve(OnnxLayout.TOKENIZER)),
                WhisperSessions.open(
                        Checkout.NANO.resolve(layout.encoder()),
                        Checkout.NANO.resolve(layout.decoder()),
                        1,
                        config.shape()));
    }

    @AfterAll
    static void close() {
        model.sessions().close();
    }

    @Test
    void whereNothingIsWantedNothingIsTold() {
        PreviousText text = text("", false);

        text.add(List.of(slice(time(0), 4, 1, time(50))), 0);

        assertEquals(List.of(), text.tokens());
    }

    @Test
    void aPromptAloneIsToldBeforeEveryWindow() {
        PreviousText text = text(PROMPT, false);
        List<Integer> first = text.tokens();

        text.add(List.of(slice(time(0), 4, 1, time(50))), 0);

        assertEquals(told(prompt()), first);
        assertEquals(first, text.tokens());
    }

    @Test
    void theTextBeforeFollowsThePromptWithOneTimestampAtItsEnd() {
        PreviousText text = text(PROMPT, true);

        text.add(List.of(slice(time(0), 4, 1, time(50)), slice(time(50), 6, time(80), time(80))), 0);

        List<Integer> expected = prompt();
        expected.addAll(List.of(time(0), 4, 1, time(50), time(50), 6, time(80)));
        assertEquals(told(expected), text.tokens());
    }

    @Test
    void afterAWildTextOnlyThePromptIsTold() {
        PreviousText text = text(PROMPT, true);

        text.add(List.of(slice(4, 1)), 0.5);
        List<Integer> afterWild = text.tokens();
        text.add(List.of(slice(6)), 0.4);

        assertEquals(told(prompt()), afterWild);
        List<Integer> expected = prompt();
        expected.addAll(List.of(4, 1, 6));
        assertEquals(told(expected), text.tokens());
    }

    @Test
    void theLastOfALongTextIsTold() {
        PreviousText text = text("", true);
        int half = model.config().limits().positions() / 2;

        for (int window = 0; window < 20; window++) {
            text.add(List.of(new WindowSlices.Slice(0, 10, Collections.nCopies(half, window % 10))), 0);
        }

        assertEquals(told(Collections.nCopies(half - 1, 9)), text.tokens());
    }

    private static PreviousText text(String prompt, boolean previous) {
        return new PreviousText(model, new DecodingSettings.Context(prompt, previous));
    }

    private static List<Integer> prompt() {
        return new ArrayList<>(model.text().encode(" " + PROMPT));
    }

    private static List<Integer> told(List<Integer> text) {
        List<Integer> all = new ArrayList<>(List.of(model.config().tokens().previous()));
        all.addAll(text);
        return all;
    }

    private static int time(int step) {
        return model.config().tokens().firstTimestamp() + step;
    }

    private static WindowSlices.Slice slice(Integer... tokens) {
        return new WindowSlices.Slice(0, 10, List.of(tokens));
    }
}
