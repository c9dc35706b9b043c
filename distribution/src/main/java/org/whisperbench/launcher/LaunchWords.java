package org.whisperbench.launcher;

import java.util.ArrayList;
import java.util.List;

/**
 * A command's words without those that are for the launcher: {@code --log-format text} or {@code json}, which may stand
 * anywhere before a {@code --}. The log begins before there is a command that could read them.
 *
 * @param words what the command gets
 * @param jsonLog whether log events are to be JSON
 */
record LaunchWords(List<String> words, boolean jsonLog) {

    private static final String OPTION = "--log-format";
    private static final String JSON = "json";
    private static final String TEXT = "text";

    /** The format of log events is missing or not known. */
    static final class UnknownFormat extends Exception {

        private static final long serialVersionUID = 1;

        UnknownFormat(String message) {
            super(message);
        }
    }

    LaunchWords {
        words = List.copyOf(words);
    }

    /**
     * Reads them.
     *
     * @throws UnknownFormat if the format is missing or not known
     */
    static LaunchWords of(List<String> all) throws UnknownFormat {
        List<String> words = new ArrayList<>();
        String format = TEXT;
        boolean options = true;
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            options = options && !word.equals("--");
            if (options && word.equals(OPTION)) {
                i++;
                format = known(i < all.size() ? all.get(i) : "");
            } else if (options && word.startsWith(OPTION + "=")) {
                format = known(word.substring(OPTION.length() + 1));
            } else {
                words.add(word);
            }
        }
        return new LaunchWords(words, format.equals(JSON));
    }

    private static String known(String format) throws UnknownFormat {
        if (!format.equals(TEXT) && !format.equals(JSON)) {
            throw new UnknownFormat("'%s' is no format of log events; use '--log-format text' or '%s json'"
                    .formatted((OPTION + " " + format).strip(), OPTION));
        }
        return format;
    }
}
