package org.whisperbench.platform.download;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of paths, as huggingface_hub's {@code filter_repo_objects} reads them: {@code *} and {@code ?} fit {@code /},
 * too, {@code [abc]} and {@code [!abc]} one character, and a folder {@code x/} everything in it.
 */
final class Patterns {

    private final List<Pattern> include;
    private final List<Pattern> exclude;

    Patterns(List<String> include, List<String> exclude) {
        this.include = include.stream().map(Patterns::compiled).toList();
        this.exclude = exclude.stream().map(Patterns::compiled).toList();
    }

    /**
     * Looks whether texts are patterns.
     *
     * @throws IllegalArgumentException if one is none, such as a range that ends before it begins
     */
    static void require(List<String> patterns) {
        patterns.forEach(Patterns::compiled);
    }

    boolean fit(String path) {
        return (include.isEmpty()
                        || include.stream().anyMatch(p -> p.matcher(path).matches()))
                && exclude.stream().noneMatch(p -> p.matcher(path).matches());
    }

    private static Pattern compiled(String glob) {
        String text = glob.replace('\\', '/');
        text = text.endsWith("/") ? text + "*" : text;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int close = c == '[' ? end(text, i) : -1;
            if (c == '*' || c == '?') {
                regex.append(c == '*' ? ".*" : ".");
            } else if (close > 0) {
                regex.append(set(text.substring(i + 1, close)));
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no pattern: %s".formatted(glob, e.getDescription().toLowerCase(Locale.ROOT)), e);
        }
    }

    /** Where a set of characters ends, whose first one may be the bracket itself; -1 if the text has no end of it. */
    private static int end(String text, int open) {
        int first = text.startsWith("!", open + 1) ? open + 2 : open + 1;
        return text.indexOf(']', first + 1);
    }

    /** Only {@code !} negates, and nothing but {@code -} has a meaning inside. */
    private static String set(String content) {
        boolean negated = content.startsWith("!");
        String characters = (negated ? content.substring(1) : content).replaceAll("[\\[\\]^&]", "\\\\$0");
        return (negated ? "[^" : "[") + characters + "]";
    }
}
