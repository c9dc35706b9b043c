package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds the counts against RapidFuzz, which jiwer uses. */
@Tag("peer")
class WordErrorsPeerTest {

    private static final int PAIRS = 40_000;

    @TempDir
    Path scratch;

    @Test
    void everySplitIntoEditsIsTheOneOfRapidFuzz() throws IOException {
        List<List<String>> pairs = pairs();

        JsonNode answers = new Peer(scratch).answer("word_errors_peer.py", pairs);

        assertEquals(PAIRS, answers.size());
        for (int i = 0; i < PAIRS; i++) {
            List<String> pair = pairs.get(i);
            WordErrors errors = WordErrors.of(pair.get(0), pair.get(1), Normalizer.NONE);
            String found = "[%d,%d,%d,%d]"
                    .formatted(errors.substitutions(), errors.deletions(), errors.insertions(), errors.hits());
            assertEquals(answers.get(i).toString(), found, () -> pair.get(0) + " / " + pair.get(1));
        }
    }

    /** Half of them unrelated, half of them a text and its damaged copy; lengths around the 64 bits of a block. */
    private static List<List<String>> pairs() {
        Random random = new Random(20_261_121);
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            int vocabulary = 1 + random.nextInt(i % 3 == 0 ? 3 : 40);
            List<String> reference = words(random, random.nextInt(i % 10 == 0 ? 300 : 20), vocabulary);
            List<String> hypothesis = i % 2 == 0
                    ? words(random, random.nextInt(i % 10 == 0 ? 300 : 20), vocabulary)
                    : damaged(random, reference, vocabulary);
            pairs.add(List.of(String.join(" ", reference), String.join(" ", hypothesis)));
        }
        return pairs;
    }

    private static List<String> words(Random random, int count, int vocabulary) {
        return random.ints(count, 0, vocabulary).mapToObj(i -> "w" + i).collect(Collectors.toList());
    }

    private static List<String> damaged(Random random, List<String> words, int vocabulary) {
        List<String> damaged = new ArrayList<>();
        for (String word : words) {
            int fate = random.nextInt(10);
            if (fate == 0) {
                damaged.add("w" + random.nextInt(vocabulary));
            } else if (fate == 1) {
                damaged.add(word);
                damaged.add("w" + random.nextInt(vocabulary));
            } else if (fate > 2) {
                damaged.add(word);
            }
        }
        return damaged;
    }
}
