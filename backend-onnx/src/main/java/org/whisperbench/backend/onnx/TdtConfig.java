package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * What a Parakeet TDT model's own files say about it.
 *
 * @param framesPerStep frames of features, 10 ms each, that the encoder turns into one
 * @param mostTokens tokens that may be written at one step of the encoder
 * @param vocabulary the tokens by their ids; {@code U+2581} begins a word
 * @param blank id of the token that stands for nothing
 */
record TdtConfig(int framesPerStep, int mostTokens, List<String> vocabulary, int blank) {

    private static final String BLANK = "<blk>";
    private static final char WORD_MARK = '\u2581';
    private static final int GREATEST = 1000;
    /** Space before a mark of punctuation goes, that before a word stays. */
    private static final Pattern SPACES = Pattern.compile("\\A\\s|\\s\\B|(\\s)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    /** Copies the list. */
    TdtConfig {
        vocabulary = List.copyOf(vocabulary);
    }

    /**
     * Reads the files.
     *
     * @param config path of {@code config.json}
     * @param vocab path of {@code vocab.txt}: a token, a space and its id in each line
     * @return what they say
     * @throws BackendException if a file is missing or damaged, or describes something else
     *     ({@link ErrorKind#MISSING_MODEL})
     */
    static TdtConfig read(Path config, Path vocab) {
        JsonFile sizes = JsonFile.read(config, Set.of());
        String type = String.valueOf(sizes.values().getOrDefault("model_type", "nemo-conformer-tdt"));
        if (!type.equals("nemo-conformer-tdt")) {
            throw ModelFailure.damaged(config, "it describes a '" + type + "', not a 'nemo-conformer-tdt'");
        }
        if (positive(sizes, "features_size", 128) != 128) {
            throw ModelFailure.damaged(
                    config, "'features_size' is not 128, of which '" + TdtLayout.FEATURES + "' makes");
        }
        List<String> vocabulary = vocabulary(vocab);
        int blank = vocabulary.indexOf(BLANK);
        if (blank < 0) {
            throw ModelFailure.damaged(vocab, "it has no '" + BLANK + "'");
        }
        return new TdtConfig(
                positive(sizes, "subsampling_factor", 8),
                positive(sizes, "max_tokens_per_step", 10),
                vocabulary,
                blank);
    }

    private static int positive(JsonFile file, String key, int otherwise) {
        int value = file.numberIfPresent(key).orElse(otherwise);
        if (value < 1 || value > GREATEST) {
            throw ModelFailure.damaged(file.path(), "'" + key + "' is " + value + ", not from 1 to " + GREATEST);
        }
        return value;
    }

    private static List<String> vocabulary(Path vocab) {
        TreeMap<Integer, String> tokens = new TreeMap<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(vocab)) {
                number++;
                int space = line.lastIndexOf(' ');
                if (space < 1 || !line.substring(space + 1).matches("[0-9]{1,7}")) {
                    throw ModelFailure.damaged(vocab, "line " + number + " is no token and its id");
                }
                tokens.put(Integer.parseInt(line.substring(space + 1)), line.substring(0, space));
            }
        } catch (CharacterCodingException e) {
            throw ModelFailure.damaged(vocab, "it is no text in UTF-8", e);
        } catch (IOException e) {
            throw ModelFailure.unreadable(vocab, e);
        }
        if (tokens.isEmpty() || tokens.lastKey() != tokens.size() - 1) {
            throw ModelFailure.damaged(vocab, "its ids are not those from 0 to the number of its lines");
        }
        return List.copyOf(tokens.values());
    }

    /** Whether a word begins with a token. */
    boolean beginsWord(int id) {
        return vocabulary.get(id).indexOf(WORD_MARK) == 0;
    }

    /** Returns the text of tokens. */
    String text(List<Integer> ids) {
        StringBuilder joined = new StringBuilder();
        ids.forEach(id -> joined.append(vocabulary.get(id).replace(WORD_MARK, ' ')));
        return SPACES.matcher(joined)
                .replaceAll(
                        match -> Objects.requireNonNullElse(match.group(1), "").isEmpty() ? "" : " ");
    }
}
