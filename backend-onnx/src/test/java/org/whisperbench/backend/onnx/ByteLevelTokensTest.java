package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.api.ErrorKind;

final class ByteLevelTokensTest {

    @TempDir
    Path folder;

    @Test
    void noTokensAreAnEmptyText() {
        assertEquals("", nano().decode(List.of(), true));
    }

    @Test
    void unknownIdsStandForNothing() {
        assertEquals("", nano().decode(List.of(-1, 999_999), false));
    }

    @Test
    void wordsCarryTheSpaceBeforeThem() {
        assertEquals(" four one", nano().decode(List.of(4, 1), true));
    }

    @Test
    void specialTokensAreSkippedOnRequestAndTimestampsAreNotSpecial() {
        List<Integer> ids = List.of(294, 301, 4, 293);

        assertEquals("<|0.00|> four", nano().decode(ids, true));
        assertEquals("<|startoftranscript|><|0.00|> four<|endoftext|>", nano().decode(ids, false));
    }

    @Test
    void aTokenOutsideTheAlphabetStandsForItself() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tokenizer.json"),
                "{\"model\":{\"vocab\":{\"\\u0120a\":0,\"b c\":1,\"\\u4e2d\":2}},\"added_tokens\":[{\"id\":3,\"content\":\"<x y>\",\"special\":true}]}");

        ByteLevelTokens tokens = ByteLevelTokens.read(file);

        assertEquals(" ab c中<x y>", tokens.decode(List.of(0, 1, 2, 3), false));
        assertEquals(" ab c中", tokens.decode(List.of(0, 1, 2, 3), true));
    }

    @Test
    void aTokenizerWithoutVocabularyIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\":{}}");

        String refusal = Refusal.of(ErrorKind.MISSING_MODEL, () -> ByteLevelTokens.read(file));

        assertTrue(refusal.contains("'vocab'"), refusal);
    }

    private static ByteLevelTokens nano() {
        return ByteLevelTokens.read(Checkout.NANO.resolve("tokenizer.json"));
    }
}
