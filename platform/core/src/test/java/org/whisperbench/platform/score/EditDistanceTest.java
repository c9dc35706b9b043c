package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distances of characters against a whole table, however narrow the window is that the limit permits. */
class EditDistanceTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLimitItselfIsEnoughForFewAndManySymbols(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            int symbols = 1 + random.nextInt(i % 3 == 0 ? 3 : 60);
            int[] reference = random.ints(random.nextInt(330), 0, symbols).toArray();
            int[] hypothesis = i % 4 == 0
                    ? random.ints(random.nextInt(330), 0, symbols).toArray()
                    : damaged(reference, random, symbols);
            int distance = textbook(reference, hypothesis);

            for (int limit : new int[] {distance, distance + 1, distance + 2, distance + 70, 1_000}) {
                assertEquals(distance, EditDistance.within(reference, hypothesis, limit), () -> "seed " + seed);
                assertEquals(distance, EditDistance.within(hypothesis, reference, limit), () -> "seed " + seed);
            }
        }
    }

    /** The window leaves the diagonal by blocks, and comes back. */
    @ParameterizedTest
    @ValueSource(ints = {63, 64, 65, 127, 128, 129, 300})
    void longGapsAreFollowedWithTheTightestLimit(int gap) {
        Random random = new Random(gap);
        int[] text = random.ints(900, 0, 30).toArray();
        int[] first = IntStream.concat(IntStream.of(text).skip(gap), random.ints(gap, 0, 30))
                .toArray();
        int[] middle = IntStream.concat(
                        IntStream.of(text).limit(400), IntStream.of(text).skip(400 + gap))
                .toArray();

        for (int[] other : List.of(first, middle)) {
            int distance = textbook(text, other);
            assertEquals(distance, EditDistance.within(text, other, distance));
            assertEquals(distance, EditDistance.within(other, text, distance));
        }
    }

    @Test
    void moreSymbolsThanATableIsWorthAreCountedAllTheSame() {
        int[] reference = IntStream.range(0, 6_000).toArray();
        int[] hypothesis =
                IntStream.range(3, 6_004).map(i -> i == 2_000 ? 7_000 : i).toArray();

        assertEquals(8, EditDistance.within(reference, hypothesis, 9));
    }

    @Test
    void nothingIsAsFarAsTheOtherIsLong() {
        assertEquals(0, EditDistance.within(new int[0], new int[0], 0));
        assertEquals(2, EditDistance.within(new int[0], new int[] {1, 2}, 2));
        assertEquals(2, EditDistance.within(new int[] {1, 2}, new int[0], 2));
    }

    /** The words' alignment costs no less than the characters' distance, also where white space is odd. */
    @Test
    void charactersAreCountedAsOnAWholeTable() {
        Random random = new Random(5);
        String letters = "abc é日\uD83D\uDE00  \t\u3000\n.";
        int[] alphabet = letters.codePoints().toArray();
        for (int i = 0; i < 3_000; i++) {
            String reference = text(random, alphabet);
            String hypothesis = i % 2 == 0
                    ? text(random, alphabet)
                    : reference.replace('b', 'c').replace("  ", " ");
            int[] said = Whitespace.strip(reference).codePoints().toArray();
            int[] written = Whitespace.strip(hypothesis).codePoints().toArray();

            assertEquals(
                    new CharacterErrors(textbook(said, written), said.length),
                    CharacterErrors.of(reference, hypothesis, Normalizer.NONE),
                    () -> "'" + reference + "' / '" + hypothesis + "'");
        }
    }

    private static String text(Random random, int[] alphabet) {
        StringBuilder text = new StringBuilder();
        random.ints(random.nextInt(90), 0, alphabet.length).forEach(i -> text.appendCodePoint(alphabet[i]));
        return text.toString();
    }

    private static int[] damaged(int[] symbols, Random random, int vocabulary) {
        double rate = random.nextDouble() / 3;
        List<Integer> damaged = new ArrayList<>();
        for (int symbol : symbols) {
            if (random.nextDouble() >= rate) {
                damaged.add(symbol);
                continue;
            }
            int fate = random.nextInt(3);
            if (fate > 0) {
                damaged.add(random.nextInt(vocabulary));
            }
            if (fate > 1) {
                damaged.add(symbol);
            }
        }
        return damaged.stream().mapToInt(i -> i).toArray();
    }

    private static int textbook(int[] reference, int[] hypothesis) {
        int[] row = IntStream.rangeClosed(0, reference.length).toArray();
        for (int i = 1; i <= hypothesis.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= reference.length; j++) {
                int pair = diagonal + (reference[j - 1] == hypothesis[i - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(pair, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[reference.length];
    }
}
