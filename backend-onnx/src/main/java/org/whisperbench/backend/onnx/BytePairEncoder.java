package org.whisperbench.backend.onnx;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Text as token ids, by byte pair encoding (Sennrich and others, 2016) in the byte-level form of GPT-2: added tokens are
 * found first, the rest is split at words, and in each word the pair that comes first among the merges is joined, again and
 * again.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class BytePairEncoder {

    /** GPT-2's, as tokenizers' {@code ByteLevel} has it. */
    private static final Pattern WORDS = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final Map<String, Integer> vocabulary;
    private final Map<String, Integer> added = new HashMap<>();
    private final Map<Pair, Integer> ranks = new HashMap<>();
    private final Pattern addedTokens;
    private final String[] alphabet;

    /** Two neighbours. */
    private record Pair(String left, String right) {}

    private BytePairEncoder(Map<String, Integer> vocabulary, List<Pair> merges, Map<String, Integer> added) {
        this.vocabulary = vocabulary;
        this.added.putAll(added);
        merges.forEach(pair -> ranks.putIfAbsent(pair, ranks.size()));
        addedTokens = Pattern.compile(added.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|")));
        alphabet = ByteLevelTokens.letters();
    }

    /**
     * Reads a tokenizer.
     *
     * @param path path of {@code tokenizer.json} as Hugging Face tokenizers writes it
     * @return its encoder
     * @throws BackendException if the file is missing, damaged or no byte-level tokenizer
     *     ({@link ErrorKind#MISSING_MODEL})
     */
    static BytePairEncoder read(Path path) {
        JsonFile file = JsonFile.read(path, Set.of());
        Map<?, ?> model = file.values().get("model") instanceof Map<?, ?> m ? m : Map.of();
        Map<String, Integer> vocabulary = JsonFile.numbersByName(model.get("vocab"));
        List<Pair> merges = new ArrayList<>();
        if (model.get("merges") instanceof List<?> list) {
            list.forEach(merge -> merges.add(pair(path, merge)));
        }
        Map<String, Integer> added = new HashMap<>();
        if (file.values().get("added_tokens") instanceof List<?> list) {
            for (Object token : list) {
                if (token instanceof Map<?, ?> map
                        && map.get("id") instanceof Number id
                        && map.get("content") instanceof String content
                        && !content.isEmpty()) {
                    added.put(content, id.intValue());
                }
            }
        }
        return new BytePairEncoder(vocabulary, merges, added);
    }

    /** Old files write a pair as one text, newer ones as a list. */
    private static Pair pair(Path path, @Nullable Object merge) {
        if (merge instanceof String text && text.indexOf(' ') > 0) {
            int space = text.indexOf(' ');
            return new Pair(text.substring(0, space), text.substring(space + 1));
        }
        if (merge instanceof List<?> both
                && both.size() == 2
                && both.get(0) instanceof String left
                && both.get(1) instanceof String right) {
            return new Pair(left, right);
        }
        throw ModelFailure.damaged(path, "'" + merge + "' is no pair to merge");
    }

    /**
     * Encodes a text.
     *
     * @param text the text
     * @return token ids, those of added tokens in the text included; bytes that the vocabulary lacks are left out
     */
    List<Integer> encode(String text) {
        List<Integer> ids = new ArrayList<>();
        int from = 0;
        if (!added.isEmpty()) {
            Matcher special = addedTokens.matcher(text);
            while (special.find()) {
                words(text.substring(from, special.start()), ids);
                ids.add(added.getOrDefault(special.group(), 0));
                from = special.end();
            }
        }
        words(text.substring(from), ids);
        return ids;
    }

    private void words(String text, List<Integer> ids) {
        Matcher words = WORDS.matcher(text);
        while (words.find()) {
            List<String> parts = new ArrayList<>();
            for (byte b : words.group().getBytes(StandardCharsets.UTF_8)) {
                parts.add(alphabet[b & 0xFF]);
            }
            merge(parts);
            for (String part : parts) {
                Integer id = vocabulary.get(part);
                if (id != null) {
                    ids.add(id);
                }
            }
        }
    }

    private void merge(List<String> parts) {
        while (parts.size() > 1) {
            int best = -1;
            int rank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int found = ranks.getOrDefault(new Pair(parts.get(i), parts.get(i + 1)), Integer.MAX_VALUE);
                if (found < rank) {
                    rank = found;
                    best = i;
                }
            }
            if (best < 0) {
                return;
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
    }
}
