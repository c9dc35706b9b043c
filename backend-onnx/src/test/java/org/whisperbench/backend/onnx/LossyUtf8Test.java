package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LossyUtf8Test {

    @Test
    void nothingIsAnEmptyText() {
        assertEquals("", new LossyUtf8().finish());
    }

    @ParameterizedTest
    @CsvSource({"a", "é", "€", "😀", "a😀b"})
    void wellFormedTextComesOutAsItIsEvenByteByByte(String text) {
        LossyUtf8 decoder = new LossyUtf8();

        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            decoder.append(new byte[] {b});
        }

        assertEquals(text, decoder.finish());
    }

    // The Unicode Standard, version 15, tables 3-8 to 3-11.
    @ParameterizedTest
    @CsvSource({
        "C0AFE080BFF0818241, 8",
        "EDA080EDBFBFEDAF41, 8",
        "F4919293FF4180BF42, 7",
        "E180E2F09192F1BF41, 4",
        "C3, 1",
        "F09F98, 1",
        "80, 1"
    })
    void everyMaximalPartOfABrokenSequenceIsOneReplacement(String hex, int replacements) {
        LossyUtf8 decoder = new LossyUtf8();

        decoder.append(HexFormat.of().parseHex(hex));

        assertEquals(
                replacements, decoder.finish().chars().filter(c -> c == 0xFFFD).count());
    }
}
