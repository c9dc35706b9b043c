package org.whisperbench.platform.score;

import java.util.ArrayList;
import java.util.List;

/** Phrases that are replaced one after the other, of which most texts hold few. */
final class Phrases {

    private static final char APOSTROPHE = '\'';

    private final List<Entry> entries;

    /** A phrase, and what a text must have to hold it. */
    private record Entry(Phrase phrase, boolean apostrophe, boolean word, int bit) {}

    Phrases(List<Phrase> phrases) {
        List<Entry> all = new ArrayList<>();
        for (Phrase phrase : phrases) {
            String literal = phrase.literal();
            all.add(new Entry(
                    phrase, literal.indexOf(APOSTROPHE) >= 0, phrase.isWord(), WordSet.bit(literal.hashCode())));
        }
        entries = List.copyOf(all);
    }

    /** Replaces each phrase in turn. */
    String replaceIn(String text) {
        String said = text;
        boolean apostrophe = said.indexOf(APOSTROPHE) >= 0;
        WordSet words = WordSet.of(said);
        for (Entry entry : entries) {
            boolean possible = entry.apostrophe() ? apostrophe : !entry.word() || words.mayHold(entry.bit());
            if (possible) {
                String replaced = entry.phrase().replaceIn(said);
                if (!replaced.equals(said)) {
                    said = replaced;
                    apostrophe = said.indexOf(APOSTROPHE) >= 0;
                    words = WordSet.of(said);
                }
            }
        }
        return said;
    }
}
