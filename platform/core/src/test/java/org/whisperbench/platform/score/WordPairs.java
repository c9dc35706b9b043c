package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Pairs of texts: half of them unrelated, half of them a text and its damaged copy. */
final class WordPairs {

    private final Random random;

    WordPairs(long seed) {
        this.random = new Random(seed);
    }

    /** Pairs of mostly less than 20 words, and some around the 64 bits of a block. */
    List<List<String>> next(int count) {
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int vocabulary = 1 + random.nextInt(i % 3 == 0 ? 3 : 40);
            List<String> reference = words(random.nextInt(i % 10 == 0 ? 300 : 20), vocabulary);
            List<String> hypothesis = i % 2 == 0
                    ? words(random.nextInt(i % 10 == 0 ? 300 : 20), vocabulary)
                    : damaged(reference, vocabulary);
            pairs.add(List.of(String.join(" ", reference), String.join(" ", hypothesis)));
        }
        return pairs;
    }

    /** Pairs of so many words at least, of few different ones, so that many ways are equally short. */
    List<List<String>> longer(int count, int least) {
        List<List<String>> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int vocabulary = 2 + random.nextInt(30);
            List<String> reference = words(least + random.nextInt(least), vocabulary);
            List<String> hypothesis =
                    i % 3 == 0 ? words(least + random.nextInt(least), vocabulary) : damaged(reference, vocabulary);
            pairs.add(List.of(String.join(" ", reference), String.join(" ", hypothesis)));
        }
        return pairs;
    }

    private List<String> words(int count, int vocabulary) {
        return random.ints(count, 0, vocabulary).mapToObj(i -> "w" + i).collect(Collectors.toList());
    }

    private List<String> damaged(List<String> words, int vocabulary) {
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
