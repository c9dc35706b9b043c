package org.whisperbench.platform.score;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules of one normalizer, as its file lists them: one rule a line, in tab-separated columns of which the first
 * names the kind. Lines that begin with {@code #} tell the steps and where the rules come from.
 *
 * @param content the whole file, lines ended by LF
 * @param fillers what is deleted
 * @param phrases what is replaced, in this order
 * @param compounds pairs of words that become one
 * @param names one spelling for the variants of a name
 * @param spellings spellings in addition to those of a table; an empty one takes the table's away
 * @param acronyms whether letters that stand alone are joined
 */
record RuleFile(
        String content,
        List<Phrase> fillers,
        List<Phrase> phrases,
        List<Compound> compounds,
        Map<String, String> names,
        Map<String, String> spellings,
        boolean acronyms) {

    static RuleFile of(String normalizer) {
        String name = normalizer + ".rules";
        try (InputStream in = RuleFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no rules '" + name + "'");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RuleFile parse(String text) {
        List<String> lines = text.lines().toList();
        Map<String, List<String[]>> rules = lines.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .collect(Collectors.groupingBy(columns -> columns[0]));
        return new RuleFile(
                String.join("\n", lines),
                rules.getOrDefault("filler", List.of()).stream()
                        .map(c -> Phrase.parse(c[1], ""))
                        .toList(),
                rules.getOrDefault("phrase", List.of()).stream()
                        .map(c -> Phrase.parse(c[1], c[2]))
                        .toList(),
                rules.getOrDefault("compound", List.of()).stream()
                        .map(c -> new Compound(c[1], c[2], c[3]))
                        .toList(),
                table(rules.getOrDefault("name", List.of())),
                table(rules.getOrDefault("spelling", List.of())),
                rules.containsKey("acronyms"));
    }

    private static Map<String, String> table(List<String[]> rules) {
        return rules.stream().collect(Collectors.toUnmodifiableMap(c -> c[1], c -> c[2]));
    }

    /** Returns the table with this file's own spellings. */
    SpellingTable adapt(SpellingTable table) {
        return spellings.isEmpty() ? table : table.with(spellings);
    }
}
