package org.whisperbench.platform.score;

import java.util.BitSet;
import java.util.List;

/**
 * Phrases that are replaced one after the other, of which most texts hold few.
 *
 * <p>No phrase reaches over white space but from a word with an apostrophe into the next one. So a text is looked at in pieces:
 * a run of words with apostrophes and the word behind it, or a single word. Only a piece with an apostrophe, or with a word
 * that has the hash of a phrase, is searched.
 */
final class Phrases {

    private static final char APOSTROPHE = '\'';
    private static final int BITS = 1 << 13;

    private final List<Phrase> phrases;
    private final BitSet words = new BitSet(BITS);

    /**
     * Takes the phrases in their order.
     *
     * @throws IllegalArgumentException if one reaches over white space in another way
     */
    Phrases(List<Phrase> phrases) {
        this.phrases = List.copyOf(phrases);
        for (Phrase phrase : phrases) {
            String literal = phrase.literal();
            boolean apostrophe = literal.indexOf(APOSTROPHE) >= 0;
            if (!staysInPiece(literal)
                    || phrase.replacement().indexOf(APOSTROPHE) >= 0
                    || !(apostrophe || phrase.isWord())) {
                throw new IllegalArgumentException("phrase '" + literal + "' cannot be looked for piece by piece");
            }
            if (!apostrophe) {
                words.set(bit(literal.hashCode()));
            }
        }
    }

    private static boolean staysInPiece(String literal) {
        int space = literal.indexOf(' ');
        boolean inFirst = literal.indexOf(APOSTROPHE) >= 0 && literal.indexOf(APOSTROPHE) < space;
        String rest = literal.substring(space + 1);
        return Ascii.is(literal)
                && rest.equals(Whitespace.strip(rest))
                && Whitespace.split(rest).size() == 1
                && (space < 0 || inFirst);
    }

    private static int bit(int hash) {
        return (hash ^ hash >>> 13 ^ hash >>> 26) & BITS - 1;
    }

    /** Replaces each phrase in turn. */
    String replaceIn(String text) {
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        Pieces pieces = new Pieces(text);
        while (pieces.next()) {
            if (pieces.mayHoldPhrase) {
                String piece = text.substring(pieces.start, pieces.end);
                String said = piece;
                for (Phrase phrase : phrases) {
                    said = phrase.replaceIn(said);
                }
                if (!said.equals(piece)) {
                    replaced.append(text, from, pieces.start).append(said);
                    from = pieces.end;
                }
            }
        }
        return from == 0 ? text : replaced.append(text, from, text.length()).toString();
    }

    /** Walks over the pieces of a text. */
    private final class Pieces {
        private final String text;
        private int start;
        private int end;
        private boolean mayHoldPhrase;

        Pieces(String text) {
            this.text = text;
        }

        /** Goes to the next piece; returns false if there is none. */
        boolean next() {
            start = end;
            mayHoldPhrase = false;
            boolean apostrophe = true;
            while (apostrophe && skipSpace()) {
                apostrophe = skipWord();
                mayHoldPhrase |= apostrophe;
            }
            return end > start;
        }

        private boolean skipSpace() {
            while (end < text.length() && Whitespace.is(text.charAt(end))) {
                end++;
            }
            return end < text.length();
        }

        /** Goes to the next white space; returns whether there was an apostrophe before. Runs of ASCII are words here. */
        private boolean skipWord() {
            boolean apostrophe = false;
            int hash = 0;
            for (; end < text.length(); end++) {
                char c = text.charAt(end);
                if (Ascii.isLetterOrDigit(c)) {
                    hash = 31 * hash + c;
                    continue;
                }
                if (Whitespace.is(c)) {
                    break;
                }
                mayHoldPhrase |= words.get(bit(hash));
                apostrophe |= c == APOSTROPHE;
                hash = 0;
            }
            mayHoldPhrase |= words.get(bit(hash));
            return apostrophe;
        }
    }
}
