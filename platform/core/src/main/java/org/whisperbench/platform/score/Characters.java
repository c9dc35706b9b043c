package org.whisperbench.platform.score;

import java.util.List;

/**
 * A normalized text as its characters and as its words. White space at its edges does not count.
 *
 * <p>The alignment of the words is one way to turn the characters of one text into those of another. So what it costs in
 * characters bounds their distance, and nothing further away needs to be looked at.
 */
final class Characters {

    private final int[] codePoints;
    private final List<String> words;

    Characters(String normalized) {
        this.codePoints = Whitespace.strip(normalized).codePoints().toArray();
        this.words = Whitespace.split(normalized);
    }

    /** The words, in their order. */
    List<String> words() {
        return words;
    }

    /** How the characters differ, where the words do by these edits. */
    static CharacterErrors errors(Characters said, Characters written, Edit[] edits) {
        int bound = bound(said, written, edits) + said.besideSpaces() + written.besideSpaces();
        return new CharacterErrors(distance(said.codePoints, written.codePoints, bound), said.codePoints.length);
    }

    /** What the edits cost between texts whose words are one space apart. */
    private static int bound(Characters said, Characters written, Edit[] edits) {
        int cost = 0;
        int from = 0;
        int to = 0;
        for (Edit edit : edits) {
            String one = edit.hasReference() ? said.words.get(from++) : "";
            String other = edit.hasHypothesis() ? written.words.get(to++) : "";
            switch (edit) {
                case HIT -> cost += 0;
                case SUBSTITUTION -> cost += distance(one, other);
                case DELETION -> cost += 1 + one.length();
                case INSERTION -> cost += 1 + other.length();
            }
        }
        return cost;
    }

    private static int distance(String one, String other) {
        int bound = Math.max(one.length(), other.length());
        return distance(one.codePoints().toArray(), other.codePoints().toArray(), bound);
    }

    private static int distance(int[] one, int[] other, int bound) {
        CharacterNumbers numbers = new CharacterNumbers();
        return EditDistance.within(numbers.of(one), numbers.of(other), bound);
    }

    /** How many edits make it the same words, one space apart. */
    private int besideSpaces() {
        int letters = 0;
        for (String word : words) {
            letters += word.codePointCount(0, word.length());
        }
        int others = 0;
        for (int c : codePoints) {
            others += c != ' ' && c <= Character.MAX_VALUE && Whitespace.is((char) c) ? 1 : 0;
        }
        return codePoints.length - letters - Math.max(0, words.size() - 1) + others;
    }
}
