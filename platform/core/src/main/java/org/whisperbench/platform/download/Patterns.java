package org.whisperbench.platform.download;

import java.util.List;
import java.util.regex.Pattern;

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
            int close = text.indexOf(']', i + 2);
            if (c == '*' || c == '?') {
                regex.append(c == '*' ? ".*" : ".");
            } else if (c == '[' && close > 0) {
                String set = text.substring(i + 1, close).replace("[", "\\[").replace("&&", "&");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = close;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
