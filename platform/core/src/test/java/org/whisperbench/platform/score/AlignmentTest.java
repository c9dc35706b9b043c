package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class AlignmentTest {

    /**
     * The examples of jiwer's documentation and random ones, as jiwer c1b0d5e answered them: {@code python jiwer_peer.py
     * CASES CHECKOUT/src > jiwer.jsonl}, where CASES holds the first three columns.
     */
    @Test
    void everyExampleIsScoredAsByJiwer() throws IOException {
        ObjectMapper json = new ObjectMapper();

        assertAll(examples().map(example -> () -> new JiwerExample(json.readTree(example)).hold()));
    }

    private static Stream<String> examples() throws IOException {
        try (InputStream in = AlignmentTest.class.getResourceAsStream("jiwer.jsonl")) {
            assertTrue(in != null, "jiwer.jsonl");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
        }
    }

    @Test
    void nothingAgainstNothingHasNoSteps() {
        Alignment empty = Alignment.of("", " ", Normalizer.BASIC);

        assertEquals(List.of(), empty.steps());
        assertEquals("REF:\nHYP:\n", empty.text(80));
        assertEquals(WordErrors.EMPTY, empty.errors());
    }

    @Test
    void oneSideOnly() {
        assertEquals(
                "REF: * **\nHYP: a bb\n     I  I",
                Alignment.of("", "a bb", Normalizer.NONE).text(80));
        assertEquals(
                "REF: a bb\nHYP: * **\n     D  D",
                Alignment.of("a bb", "", Normalizer.NONE).text(80));
    }

    @Test
    void aWordWiderThanThePageStandsAlone() {
        String text = Alignment.of("a incomprehensibilities b", "a incomprehensibility b", Normalizer.NONE)
                .text(10);

        assertEquals(
                "REF: a\nHYP: a\n\n\nREF: incomprehensibilities\nHYP:   incomprehensibility\n" + " ".repeat(25)
                        + "S\n\nREF: b\nHYP: b\n",
                text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theStepsSpellBothTexts(long seed) {
        for (List<String> pair : new WordPairs(seed).next(300)) {
            Alignment alignment = Alignment.of(pair.get(0), pair.get(1), Normalizer.NONE);

            assertEquals(Normalizer.NONE.words(pair.get(0)), side(alignment, true));
            assertEquals(Normalizer.NONE.words(pair.get(1)), side(alignment, false));
            assertEquals(WordErrors.of(pair.get(0), pair.get(1), Normalizer.NONE), alignment.errors());
            alignment.steps().forEach(AlignmentTest::assertConsistent);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void aTextAgainstItselfIsAllHits(long seed) {
        for (List<String> pair : new WordPairs(seed).next(100)) {
            Alignment alignment = Alignment.of(pair.get(0), pair.get(0), Normalizer.NONE);

            assertEquals(0, alignment.errors().errors());
            assertTrue(alignment.steps().stream().allMatch(step -> step.edit() == Edit.HIT));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 9})
    void theTextHasThreeAlignedLinesAGroup(long seed) {
        for (List<String> pair : new WordPairs(seed).next(100)) {
            String text =
                    Alignment.of(pair.get(0), pair.get(1), Normalizer.NONE).text(40);

            for (String group : (text + "\n").split("\n\n(?=REF)", -1)) {
                String[] lines = group.split("\n", -1);
                assertTrue(lines[0].startsWith("REF:") && lines[1].startsWith("HYP:"), group);
                assertEquals(lines[0].length(), lines[1].length(), group);
                assertTrue(lines[0].length() <= 40 && lines[2].length() <= lines[0].length(), group);
            }
        }
    }

    private static List<String> side(Alignment alignment, boolean reference) {
        return alignment.steps().stream()
                .filter(step -> step.edit() != (reference ? Edit.INSERTION : Edit.DELETION))
                .map(step -> reference ? step.reference() : step.hypothesis())
                .toList();
    }

    private static void assertConsistent(Alignment.Step step) {
        boolean equal = step.reference().equals(step.hypothesis());
        assertEquals(step.edit() == Edit.HIT, equal, step::toString);
        assertEquals(step.edit() == Edit.INSERTION, step.reference().isEmpty(), step::toString);
        assertEquals(step.edit() == Edit.DELETION, step.hypothesis().isEmpty(), step::toString);
    }
}
