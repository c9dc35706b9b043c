package org.whisperbench.platform.score;

import java.util.List;

/** Pairs of words that are joined one after the other, of which most texts hold none. */
final class Compounds {

    private static final int BUCKETS = 1 << 10;

    private final List<Compound> compounds;
    /** By the hash of both words: the compounds that have it, as bits of their places. */
    private final long[] byHash = new long[BUCKETS];

    /** Takes at most 64 compounds, in their order. */
    Compounds(List<Compound> compounds) {
        this.compounds = List.copyOf(compounds);
        if (compounds.size() > Long.SIZE) {
            throw new IllegalArgumentException(compounds.size() + " compounds are more than " + Long.SIZE);
        }
        for (int i = 0; i < compounds.size(); i++) {
            Compound compound = compounds.get(i);
            byHash[bucket(compound.first().hashCode(), compound.second().hashCode())] |= 1L << i;
        }
    }

    private static int bucket(int first, int second) {
        int hash = 31 * first + second;
        return (hash ^ hash >>> 10 ^ hash >>> 20) & BUCKETS - 1;
    }

    /** Joins each pair in turn. */
    String joinIn(String text) {
        if (compounds.isEmpty()) {
            return text;
        }
        String said = text;
        long possible = possibleIn(said);
        for (int i = 0; i < compounds.size(); i++) {
            if ((possible >>> i & 1) != 0) {
                String joined = compounds.get(i).joinIn(said);
                if (!joined.equals(said)) {
                    said = joined;
                    possible = possibleIn(said);
                }
            }
        }
        return said;
    }

    /** The compounds of which both words stand side by side somewhere. Runs of letters and digits of ASCII are words here. */
    private long possibleIn(String text) {
        long possible = 0;
        int start = 0;
        int hash = 0;
        int before = -1;
        int beforeHash = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (Ascii.isLetterOrDigit(c)) {
                hash = 31 * hash + c;
                continue;
            }
            if (start < i) {
                possible |= before < 0 ? 0 : among(byHash[bucket(beforeHash, hash)], text, before, start);
                before = start;
                beforeHash = hash;
                hash = 0;
            }
            start = i + 1;
            if (!Whitespace.is(c)) {
                before = -1;
            }
        }
        return possible;
    }

    private long among(long candidates, String text, int first, int second) {
        long found = 0;
        for (long left = candidates; left != 0; left &= left - 1) {
            Compound compound = compounds.get(Long.numberOfTrailingZeros(left));
            if (text.startsWith(compound.first(), first) && text.startsWith(compound.second(), second)) {
                found |= Long.lowestOneBit(left);
            }
        }
        return found;
    }
}
