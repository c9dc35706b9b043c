package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.backend.onnx.WordSplitter.Group;

/** Words as {@code _combine_tokens_into_words} of transformers 5.18 makes them. */
final class WordSplitterTest {

    private static final int HELLO = 0;
    private static final int WOR = 1;
    private static final int LD = 2;
    private static final int STOP = 3;
    private static final int BRACKET = 4;
    /** The first two bytes of a character of three, and the last. */
    private static final int HEAD = 5;

    private static final int TAIL = 6;
    private static final int END = 7;

    @TempDir
    Path folder;

    private ByteLevelTokens text = ByteLevelTokens.read(Checkout.NANO.resolve(OnnxLayout.TOKENIZER));

    @BeforeEach
    void read() throws IOException {
        text = ByteLevelTokens.read(Files.writeString(folder.resolve("tokenizer.json"), """
                {"model": {"vocab": {"\\u0120hello": 0, "\\u0120wor": 1, "ld": 2, ".": 3, "\\u0120(": 4,
                                     "\\u00e4\\u00b8": 5, "\\u0143": 6}},
                 "added_tokens": [{"id": 7, "content": "<|end|>", "special": true}]}
                """));
    }

    @Test
    void aWordBeginsWithItsSpaceAndTakesWhatFollows() {
        assertEquals(List.of(new Group(" hello", 0, 1), new Group(" world.", 1, 4)), split("en", HELLO, WOR, LD, STOP));
    }

    @Test
    void anOpeningBracketJoinsTheWordAfterIt() {
        assertEquals(List.of(new Group(" ( hello", 0, 2)), split("en", BRACKET, HELLO));
    }

    @Test
    void withoutSpacesEachCharacterIsAWord() {
        assertEquals(List.of(new Group("中", 0, 2), new Group("中", 2, 4)), split("zh", HEAD, TAIL, HEAD, TAIL));
        assertEquals(List.of(new Group("中中", 0, 4)), split("en", HEAD, TAIL, HEAD, TAIL));
    }

    @Test
    void aCharacterThatIsNeverWholeIsKept() {
        assertEquals(List.of(new Group(" hello\uFFFD", 0, 2)), split("en", HELLO, HEAD));
    }

    @Test
    void aTokenWithAMeaningIsAWordOfItsOwn() {
        assertEquals(List.of(new Group(" hello", 0, 1), new Group("<|end|>", 1, 2)), split("en", HELLO, END));
    }

    @Test
    void nothingHasNoWords() {
        assertEquals(List.of(), split("en"));
    }

    private List<Group> split(String language, Integer... tokens) {
        return new WordSplitter(text, END, language).split(List.of(tokens));
    }
}
