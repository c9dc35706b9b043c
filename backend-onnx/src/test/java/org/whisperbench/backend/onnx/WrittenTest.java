package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** How repetitive a text is, by its tokens, as transformers tells it, and by its letters, as OpenAI does. */
final class WrittenTest {

    private static final int VOCABULARY = 51_865;
    private static final int END = 50_257;
    private static final List<String> SENTENCE =
            List.of("people", "always", "ask", "the", "right", "question", "very", "late", "in", "the", "morning");
    private static final List<Integer> IDS = List.of(561, 1009, 1029, 262, 826, 1168, 1327, 2711, 259, 262, 2446);

    @Test
    void theRatioOfTokensIsLessThanThatOfTheTextThatTheyStandFor() {
        double once = ratio(1);
        double thrice = ratio(3);

        assertTrue(once > 0.7 && once < 1.1, "once: " + once);
        assertTrue(textRatio(3) > 2.4, "text: " + textRatio(3));
        assertTrue(thrice > 1.4 && thrice < 2.4, "tokens: " + thrice);
        assertTrue(ratio(6) > 2.4, "six times: " + ratio(6));
    }

    @Test
    void theEndTokenCounts() {
        Written open = new Written(List.of(1, 2, 3), List.of(0.0, 0.0, 0.0), false, 0, null);
        Written ended = new Written(List.of(1, 2, 3), List.of(0.0, 0.0, 0.0, 0.0), true, 0, null);

        assertEquals(6.0 / 14, open.compressionRatio(VOCABULARY, END), 1e-9);
        assertEquals(8.0 / 16, ended.compressionRatio(VOCABULARY, END), 1e-9);
    }

    private static double ratio(int times) {
        List<Integer> tokens =
                Collections.nCopies(times, IDS).stream().flatMap(List::stream).toList();
        return new Written(tokens, List.of(), false, 0, null).compressionRatio(VOCABULARY, END);
    }

    private static double textRatio(int times) {
        byte[] text = String.join(" ", Collections.nCopies(times, String.join(" ", SENTENCE)))
                .getBytes(StandardCharsets.UTF_8);
        Deflater deflater = new Deflater();
        deflater.setInput(text);
        deflater.finish();
        int length = deflater.deflate(new byte[2 * text.length]);
        deflater.end();
        return (double) text.length / length;
    }
}
