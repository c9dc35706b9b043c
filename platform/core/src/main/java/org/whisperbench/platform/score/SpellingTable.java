package org.whisperbench.platform.score;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Words that have one spelling for several, such as the American for the British ones.
 *
 * <p>Whisperbench brings no table. Model repositories in the format of transformers carry one, {@code normalizer.json}:
 * a JSON object whose keys are replaced by their values.
 */
public final class SpellingTable {

    /** No word has another spelling. */
    public static final SpellingTable EMPTY = new SpellingTable(Map.of());

    private static final long MOST_BYTES = 4 << 20;

    private final Map<String, String> spellings;

    private SpellingTable(Map<String, String> spellings) {
        this.spellings = Map.copyOf(spellings);
    }

    /**
     * Returns a table.
     *
     * @param spellings for each word the one to write, both in the form that normalizers give them: lower case
     * @return the table
     */
    public static SpellingTable of(Map<String, String> spellings) {
        return new SpellingTable(spellings);
    }

    /**
     * Reads a table.
     *
     * @param file a JSON object of texts, at most 4 MiB
     * @return the table
     * @throws WhisperException if it is not that ({@link ErrorKind#USER})
     */
    public static SpellingTable read(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new WhisperException(
                        ErrorKind.USER,
                        unusable(file, "has %d bytes, more than %d".formatted(Files.size(file), MOST_BYTES)));
            }
            Map<String, String> spellings = JsonMapper.shared()
                    .readValue(Files.readAllBytes(file), new TypeReference<Map<String, String>>() {});
            if (spellings == null || spellings.containsValue(null)) {
                throw new WhisperException(ErrorKind.USER, unusable(file, "is no JSON object of texts"));
            }
            return new SpellingTable(spellings);
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read" : "does not exist";
            throw new WhisperException(ErrorKind.USER, unusable(file, why), e);
        } catch (JacksonException e) {
            throw new WhisperException(ErrorKind.USER, unusable(file, "is no JSON object of texts"), e);
        }
    }

    private static String unusable(Path file, String why) {
        return "table of spellings '%s' %s; name the normalizer.json of a Whisper model".formatted(file, why);
    }

    /**
     * Returns how many words have another spelling.
     *
     * @return from 0 on
     */
    public int size() {
        return spellings.size();
    }

    /**
     * Returns what tells this table from others, whatever the file's layout: the SHA-256 of its pairs in the order of
     * their words, word and spelling separated by a tab, each pair ended by LF.
     *
     * @return 64 lower-case hexadecimal digits
     */
    public String sha256() {
        StringBuilder pairs = new StringBuilder();
        new TreeMap<>(spellings)
                .forEach((word, spelling) ->
                        pairs.append(word).append('\t').append(spelling).append('\n'));
        return Sha256.of(pairs.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same, or an empty text where there is nothing to tell apart. */
    String digest() {
        return spellings.isEmpty() ? "" : sha256();
    }

    String spell(String word) {
        return spellings.getOrDefault(word, word);
    }

    /** This table with other spellings for some words; an empty one takes a word out. */
    SpellingTable with(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(spellings);
        all.putAll(others);
        all.values().removeIf(String::isEmpty);
        return new SpellingTable(all);
    }
}
