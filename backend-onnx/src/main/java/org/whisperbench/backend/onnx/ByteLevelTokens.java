package org.whisperbench.backend.onnx;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;

/**
 * Token ids as text, by the byte-level alphabet of GPT-2 (Radford and others, 2019): each character of a token stands
 * for one byte, printable ones for themselves, the others for code points from 256 on.
 *
 * <p>Immutable; any number of threads may use an instance.
 */
final class ByteLevelTokens {

    private static final int BYTES = 256;

    private final Map<Integer, byte[]> bytes = new HashMap<>();
    private final Map<Integer, byte[]> specialBytes = new HashMap<>();

    private final Path path;

    private ByteLevelTokens(Path path) {
        this.path = path;
    }

    /**
     * Reads a tokenizer.
     *
     * @param path path of {@code tokenizer.json} as Hugging Face tokenizers writes it
     * @return its tokens
     * @throws BackendException if the file is missing, damaged or no byte-level tokenizer
     *     ({@link ErrorKind#MISSING_MODEL})
     */
    static ByteLevelTokens read(Path path) {
        JsonFile file = JsonFile.read(path, Set.of("merges"));
        Map<String, Integer> vocabulary =
                JsonFile.numbersByName(file.values().get("model") instanceof Map<?, ?> m ? m.get("vocab") : null);
        if (vocabulary.isEmpty()) {
            throw ModelFailure.damaged(path, "it has no 'vocab'");
        }
        ByteLevelTokens tokens = new ByteLevelTokens(path);
        int[] alphabet = alphabet();
        vocabulary.forEach((token, id) -> tokens.bytes.put(id, encoded(token, alphabet)));
        if (file.values().get("added_tokens") instanceof List<?> added) {
            added.forEach(token -> tokens.add(token, alphabet));
        }
        return tokens;
    }

    private void add(@Nullable Object token, int[] alphabet) {
        if (token instanceof Map<?, ?> map
                && map.get("id") instanceof Number id
                && map.get("content") instanceof String content) {
            boolean special = Boolean.TRUE.equals(map.get("special"));
            bytes.remove(id.intValue());
            (special ? specialBytes : bytes).put(id.intValue(), encoded(content, alphabet));
        }
    }

    /** Returns the byte that each code point of the alphabet stands for, -1 where it stands for none. */
    private static int[] alphabet() {
        int[] byteOf = new int[2 * BYTES];
        Arrays.fill(byteOf, -1);
        int next = BYTES;
        for (int b = 0; b < BYTES; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            byteOf[printable ? b : next++] = b;
        }
        return byteOf;
    }

    /**
     * Returns the letters of the alphabet.
     *
     * @return the letter that stands for each byte
     */
    static String[] letters() {
        int[] byteOf = alphabet();
        String[] letters = new String[BYTES];
        for (int i = 0; i < byteOf.length; i++) {
            if (byteOf[i] >= 0) {
                letters[byteOf[i]] = Character.toString(i);
            }
        }
        return letters;
    }

    /** Returns the bytes that a token stands for; a token outside the alphabet stands for its own UTF-8. */
    private static byte[] encoded(String token, int[] alphabet) {
        byte[] encoded = new byte[token.length()];
        for (int i = 0; i < encoded.length; i++) {
            int value = token.charAt(i) < alphabet.length ? alphabet[token.charAt(i)] : -1;
            if (value < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            encoded[i] = (byte) value;
        }
        return encoded;
    }

    /**
     * Encodes a text. What this needs is read from the file each time: most transcriptions never do.
     *
     * @param text the text
     * @return token ids
     * @throws BackendException if the file is missing or damaged ({@link ErrorKind#MISSING_MODEL})
     */
    List<Integer> encode(String text) {
        return BytePairEncoder.read(path).encode(text);
    }

    /**
     * Decodes tokens.
     *
     * @param ids token ids; unknown ones stand for nothing
     * @param skipSpecial whether special tokens stand for nothing; timestamps are not special
     * @return the text, with a replacement character for each maximal part of broken UTF-8
     */
    String decode(List<Integer> ids, boolean skipSpecial) {
        LossyUtf8 text = new LossyUtf8();
        for (int id : ids) {
            byte[] special = skipSpecial ? null : specialBytes.get(id);
            byte[] token = special == null ? bytes.get(id) : special;
            if (token != null) {
                text.append(token);
            }
        }
        return text.finish();
    }
}
