package org.whisperbench.backend.onnx;

/** Least number of words that have to be put in, left out or replaced (Levenshtein's distance of words). */
final class WordErrors {

    private WordErrors() {}

    static int count(String reference, String hypothesis) {
        String[] said = words(reference);
        String[] heard = words(hypothesis);
        int[] row = new int[heard.length + 1];
        for (int j = 0; j <= heard.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= said.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= heard.length; j++) {
                int replaced = diagonal + (said[i - 1].equals(heard[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[heard.length];
    }

    private static String[] words(String text) {
        return text.isBlank() ? new String[0] : text.strip().split("\\s+");
    }
}
