package org.whisperbench.backend.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Groups tokens into words: where a token begins with a space or is punctuation a word begins; in languages without spaces
 * every character is a word. Punctuation then joins its neighbour. This is {@code _combine_tokens_into_words} of
 * transformers 5.18, whose rules are OpenAI's.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class WordSplitter {

    private static final char REPLACEMENT = '\uFFFD';
    private static final Set<String> WITHOUT_SPACES = Set.of("zh", "ja", "th", "lo", "my", "yue");
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String BEFORE = "\"'“¡¿([{-";
    private static final String AFTER = "\"'.。,，!！?？:：”)]}、";

    private final ByteLevelTokens text;
    private final int end;
    private final boolean spaces;

    /**
     * Creates a splitter.
     *
     * @param text the tokens as text
     * @param end id of the end token; this and greater ids are words of their own
     * @param language tag of the language
     */
    WordSplitter(ByteLevelTokens text, int end, String language) {
        this.text = text;
        this.end = end;
        spaces = !WITHOUT_SPACES.contains(language);
    }

    /**
     * Some tokens that belong together.
     *
     * @param text their text, spaces included
     * @param from index of the first token
     * @param to index after the last token
     */
    record Group(String text, int from, int to) {

        private Group and(Group next) {
            return new Group(text + next.text, Math.min(from, next.from), Math.max(to, next.to));
        }

        private boolean isIn(String characters) {
            return characters.contains(text.strip());
        }
    }

    /**
     * Groups tokens.
     *
     * @param tokens token ids without timestamps
     * @return the words in order
     */
    List<Group> split(List<Integer> tokens) {
        List<Group> characters = characters(tokens);
        return joinedAfter(joinedBefore(spaces ? words(characters, tokens) : characters));
    }

    /** Tokens until their bytes are whole characters. */
    private List<Group> characters(List<Integer> tokens) {
        String whole = text.decode(tokens, false);
        List<Group> groups = new ArrayList<>();
        int from = 0;
        int offset = 0;
        for (int i = 0; i < tokens.size(); i++) {
            String decoded = text.decode(tokens.subList(from, i + 1), false);
            int broken = decoded.indexOf(REPLACEMENT);
            if (broken < 0 || offset + broken >= whole.length() || whole.charAt(offset + broken) == REPLACEMENT) {
                groups.add(new Group(decoded, from, i + 1));
                offset += decoded.length();
                from = i + 1;
            }
        }
        return groups;
    }

    private List<Group> words(List<Group> characters, List<Integer> tokens) {
        List<Group> words = new ArrayList<>();
        for (Group group : characters) {
            boolean special = tokens.get(group.from()) >= end;
            boolean begins = special || group.text().startsWith(" ") || group.isIn(PUNCTUATION);
            if (begins || words.isEmpty()) {
                words.add(group);
            } else {
                words.set(words.size() - 1, words.get(words.size() - 1).and(group));
            }
        }
        return words;
    }

    /** What stands before a word with a space before itself, such as an opening bracket, joins the word. */
    private static List<Group> joinedBefore(List<Group> words) {
        List<Group> joined = new ArrayList<>();
        for (int i = words.size() - 1; i >= 0; i--) {
            Group word = words.get(i);
            if (!joined.isEmpty() && word.text().startsWith(" ") && word.isIn(BEFORE)) {
                joined.set(0, word.and(joined.get(0)));
            } else {
                joined.add(0, word);
            }
        }
        return joined;
    }

    /** What follows a word without a space, such as a full stop, joins the word. */
    private static List<Group> joinedAfter(List<Group> words) {
        List<Group> joined = new ArrayList<>();
        for (Group word : words) {
            int last = joined.size() - 1;
            if (last >= 0 && !joined.get(last).text().endsWith(" ") && AFTER.contains(word.text())) {
                joined.set(last, joined.get(last).and(word));
            } else {
                joined.add(word);
            }
        }
        return joined;
    }
}
