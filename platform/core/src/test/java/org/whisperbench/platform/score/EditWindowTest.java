package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alignments of which only a window of the table is computed are those of the whole table, step by step. */
class EditWindowTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyStepIsThatOfTheWholeTable(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            int vocabulary = 1 + random.nextInt(i % 2 == 0 ? 4 : 400);
            int[] reference = random.ints(random.nextInt(900), 0, vocabulary).toArray();
            int[] hypothesis = i % 3 == 0
                    ? random.ints(random.nextInt(900), 0, vocabulary).toArray()
                    : damaged(reference, random, vocabulary);

            Edit[] expected = textbook(reference, hypothesis);

            assertArrayEquals(expected, EditTrace.edits(reference, hypothesis));
            assertEquals(WordErrors.count(expected).errors(), EditRow.distance(reference, hypothesis));
        }
    }

    /** A whole paragraph is missing, another was made up: ways far from the diagonal. */
    @Test
    void longGapsAreFollowed() {
        Random random = new Random(9);
        int[] text = random.ints(2_000, 0, 500).toArray();
        int[] hypothesis = new int[2_000];
        System.arraycopy(text, 700, hypothesis, 0, 1_300);
        System.arraycopy(random.ints(700, 0, 500).toArray(), 0, hypothesis, 1_300, 700);

        assertArrayEquals(textbook(text, hypothesis), EditTrace.edits(text, hypothesis));
        assertArrayEquals(textbook(hypothesis, text), EditTrace.edits(hypothesis, text));
    }

    /** The only shortest way steps diagonally from the last column of a block into the next one, at exactly the limit. */
    @Test
    void aDiagonalStepIntoTheNextBlockIsNotLost() {
        int[] reference = IntStream.rangeClosed(1, 100).toArray();
        int[] hypothesis = Stream.of(
                        IntStream.rangeClosed(201, 261),
                        IntStream.rangeClosed(62, 63),
                        IntStream.rangeClosed(65, 100),
                        IntStream.of(300))
                .flatMapToInt(part -> part)
                .toArray();

        assertEquals(63, EditRow.distance(reference, hypothesis));
        assertArrayEquals(textbook(reference, hypothesis), EditTrace.edits(reference, hypothesis));
    }

    /** However narrow the window is, as long as the limit is no less than the distance. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theLimitItselfIsEnough(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int[] reference = text(random, 64 * random.nextInt(5) + near(random, 0, 40));
            int[] hypothesis = edited(reference, random, random.nextInt(100));
            int distance = Math.toIntExact(
                    WordErrors.count(textbook(reference, hypothesis)).errors());

            for (int limit = Math.max(0, distance - 1); limit <= distance + 2; limit++) {
                int found = within(reference, hypothesis, limit);
                if (limit < distance) {
                    assertTrue(found > limit);
                } else {
                    assertEquals(distance, found);
                }
            }
        }
    }

    /** Distances close to the limits that are tried first, with gaps at the borders of blocks. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void everyStepIsThatOfTheWholeTableAroundTheFirstLimits(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 600; i++) {
            int[] reference = text(random, 64 * (1 + random.nextInt(4)) + near(random, 0, 40));
            int[] hypothesis = edited(reference, random, near(random, random.nextBoolean() ? 63 : 80, 4));
            if (random.nextInt(4) == 0) { // the first limit becomes twice the difference
                hypothesis = Arrays.copyOf(hypothesis, hypothesis.length + near(random, 40, 5));
            }
            Edit[] expected = textbook(reference, hypothesis);

            assertArrayEquals(expected, EditTrace.edits(reference, hypothesis));
            assertEquals(WordErrors.count(expected).errors(), EditRow.distance(reference, hypothesis));
            assertArrayEquals(textbook(hypothesis, reference), EditTrace.edits(hypothesis, reference));
        }
    }

    private static int within(int[] reference, int[] hypothesis, int limit) {
        EditRow row = new EditRow(new WordPositions(reference), reference.length, hypothesis.length, limit);
        for (int word : hypothesis) {
            if (!row.advance(word)) {
                return Integer.MAX_VALUE;
            }
        }
        return row.end();
    }

    private static int near(Random random, int middle, int most) {
        return Math.max(0, middle - most + random.nextInt(2 * most + 1));
    }

    /** Mostly words that occur once, so that few ways are short. */
    private static int[] text(Random random, int length) {
        int vocabulary = random.nextInt(5) == 0 ? 5 : 1_000;
        return random.ints(length, 0, vocabulary).toArray();
    }

    /** A run of substitutions up to near a block's border, gaps there, and single edits for what remains. */
    private static int[] edited(int[] words, Random random, int edits) {
        List<Integer> list = new ArrayList<>(IntStream.of(words).boxed().toList());
        int border = near(random, 64 * (1 + random.nextInt(4)), 4);
        int left = edits;
        int run = random.nextInt(3) == 0 ? 0 : Math.min(random.nextInt(edits + 1), Math.min(border, list.size()));
        for (int i = 0; i < run; i++, left--) {
            list.set(i, 2_000 + i);
        }
        while (left-- > 0) {
            int bound = list.size();
            int place = Math.min(bound, random.nextInt(4) == 0 ? near(random, bound / 2, bound / 2) : border);
            switch (random.nextInt(left < 3 ? 3 : 2)) {
                case 0 -> list.add(Math.min(bound, place + random.nextInt(3)), 3_000 + left);
                case 1 -> {
                    if (place < bound) {
                        list.remove(place);
                    }
                }
                default -> list.add(3_000 + left);
            }
        }
        return list.stream().mapToInt(word -> word).toArray();
    }

    @Test
    void numbersFarApartAreToldApart() {
        int[] reference = {0x1F600, 'a', 0x10FFFF, 'b'};
        int[] hypothesis = {'a', 0x10FFFE, 'b', 0x1F600};

        assertEquals(3, EditRow.distance(reference, hypothesis));
        assertEquals(4, EditRow.distance(new int[0], hypothesis));
        assertEquals(4, EditRow.distance(reference, new int[0]));
    }

    private static int[] damaged(int[] words, Random random, int vocabulary) {
        double rate = random.nextDouble() / 2;
        if (words.length == 0) {
            return words;
        }
        return random
                .ints(words.length, 0, 100)
                .boxed()
                .collect(
                        java.util.ArrayList<Integer>::new,
                        (list, i) -> {
                            int word = words[list.size() % words.length];
                            list.add(random.nextDouble() < rate ? random.nextInt(vocabulary) : word);
                        },
                        java.util.ArrayList::addAll)
                .stream()
                .skip(random.nextInt(3))
                .mapToInt(word -> word)
                .toArray();
    }

    /** The rule of RapidFuzz on a table of all distances. */
    private static Edit[] textbook(int[] reference, int[] hypothesis) {
        int prefix = 0;
        int end = reference.length;
        int last = hypothesis.length;
        Deque<Edit> edits = new ArrayDeque<>();
        while (prefix < Math.min(end, last) && reference[prefix] == hypothesis[prefix]) {
            prefix++;
        }
        while (end > prefix && last > prefix && reference[end - 1] == hypothesis[last - 1]) {
            end--;
            last--;
            edits.addFirst(Edit.HIT);
        }
        walk(reference, hypothesis, table(reference, hypothesis, prefix, end, last), edits, prefix);
        for (int i = 0; i < prefix; i++) {
            edits.addFirst(Edit.HIT);
        }
        return edits.toArray(Edit[]::new);
    }

    private static int[][] table(int[] reference, int[] hypothesis, int from, int end, int last) {
        int[][] table = new int[last - from + 1][end - from + 1];
        for (int i = 0; i < table.length; i++) {
            for (int j = 0; j < table[0].length; j++) {
                if (i == 0 || j == 0) {
                    table[i][j] = i + j;
                } else {
                    int pair = table[i - 1][j - 1] + (reference[from + j - 1] == hypothesis[from + i - 1] ? 0 : 1);
                    table[i][j] = Math.min(pair, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
                }
            }
        }
        return table;
    }

    private static void walk(int[] reference, int[] hypothesis, int[][] table, Deque<Edit> edits, int from) {
        int row = table.length - 1;
        int column = table[0].length - 1;
        while (row > 0 && column > 0) {
            if (table[row][column] - table[row][column - 1] == 1) {
                column--;
                edits.addFirst(Edit.DELETION);
            } else if (--row > 0 && table[row][column] - table[row][column - 1] == -1) {
                edits.addFirst(Edit.INSERTION);
            } else {
                column--;
                boolean equal = reference[from + column] == hypothesis[from + row];
                edits.addFirst(equal ? Edit.HIT : Edit.SUBSTITUTION);
            }
        }
        while (column-- > 0) {
            edits.addFirst(Edit.DELETION);
        }
        while (row-- > 0) {
            edits.addFirst(Edit.INSERTION);
        }
    }
}
