package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;

final class WhisperConfigTest {

    private static final String HEADS = "[\n  [\n   3,\n   0\n  ]\n ]";

    @TempDir
    Path folder;

    @Test
    void everythingOfTheBundledModelIsRead() {
        WhisperConfig config = read(Checkout.NANO);

        assertEquals(new WhisperConfig.Shape(80, 3000, 4, 2, 2, 64, 1802), config.shape());
        assertEquals(new WhisperConfig.Limits(448, 448), config.limits());
        assertEquals(
                new WhisperConfig.Tokens(
                        294, 293, 300, 351, 298, List.of(294, 295, 296, 297, 298, 299), List.of(230, 293)),
                config.tokens());
        assertEquals(new WhisperConfig.Alignment(List.of(new WhisperConfig.Head(3, 0)), 7), config.alignment());
        assertFalse(config.multilingual());
    }

    /** Distilled models have the heads of the larger model that they come from. */
    @Test
    void headsThatAreNotThereAreReadForWhoeverWantsThem() throws IOException {
        copy();
        edit("generation_config.json", HEADS, "[[11, 3], [-1, 0]]");

        assertEquals(
                List.of(new WhisperConfig.Head(11, 3), new WhisperConfig.Head(-1, 0)),
                read(folder).alignment().heads());
    }

    @Test
    void languagesAndTasksOfAMultilingualModelAreRead() throws IOException {
        copy();
        edit(
                "generation_config.json",
                "\"is_multilingual\": false",
                "\"is_multilingual\": true,"
                        + "\"lang_to_id\":{\"<|en|>\":5,\"<|de|>\":6},\"task_to_id\":{\"transcribe\":8,\"translate\":7}");

        WhisperConfig config = read(folder);

        assertTrue(config.multilingual());
        assertEquals(Map.of("en", 5, "de", 6), config.languages());
        assertEquals(Map.of("transcribe", 8, "translate", 7), config.tasks());
    }

    @Test
    void aMultilingualModelThatDoesNotSayItsLanguagesIsRefused() throws IOException {
        copy();
        edit("generation_config.json", "\"is_multilingual\": false", "\"is_multilingual\": true");

        assertTrue(refusal().contains("lang_to_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "config.json, d_model",
        "config.json, decoder_layers",
        "config.json, max_source_positions",
        "config.json, max_target_positions",
        "config.json, vocab_size",
        "generation_config.json, no_timestamps_token_id"
    })
    void aKeyThatIsMissingIsNamedWithItsFile(String file, String key) throws IOException {
        copy();
        edit(file, "\"" + key + "\"", "\"other\"");

        String refusal = refusal();

        assertTrue(refusal.contains(key), refusal);
        assertTrue(refusal.contains(file), refusal);
    }

    @ParameterizedTest
    @CsvSource({
        "config.json, '\"num_mel_bins\": 80', '\"num_mel_bins\": 0', 'is 0, not from 1 to 1000000'",
        "config.json, '\"num_mel_bins\": 80', '\"num_mel_bins\": 128', 'is 80, not 128'",
        "preprocessor_config.json, '\"hop_length\": 160', '\"hop_length\": 200', 'is 200, not 160'",
        "generation_config.json, '\"eos_token_id\": 293', '\"eos_token_id\": 9999', 'token id 9999'"
    })
    void aValueThatCannotBeIsNamed(String file, String what, String by, String message) throws IOException {
        copy();
        edit(file, what, by);

        String refusal = refusal();

        assertTrue(refusal.contains(message), refusal);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 10, 100, 400})
    void aFileThatWasCutOffIsRefused(int length) throws IOException {
        copy();
        Path file = folder.resolve("generation_config.json");
        Files.writeString(file, Files.readString(file).substring(0, length));

        String refusal = refusal();

        assertTrue(refusal.contains("generation_config.json"), refusal);
    }

    @Test
    void idsOutsideTheVocabularyAreNotSuppressed() throws IOException {
        copy();
        edit("generation_config.json", "294,\n  295", "-1,\n  99999");

        assertEquals(List.of(296, 297, 298, 299), read(folder).tokens().never());
    }

    private String refusal() {
        return Refusal.of(ErrorKind.MISSING_MODEL, () -> read(folder));
    }

    private void copy() throws IOException {
        for (String name : List.of("config.json", "generation_config.json", "preprocessor_config.json")) {
            Files.copy(Checkout.NANO.resolve(name), folder.resolve(name));
        }
    }

    private void edit(String name, String what, String by) throws IOException {
        Path file = folder.resolve(name);
        String text = Files.readString(file);
        assertTrue(text.contains(what));
        Files.writeString(file, text.replace(what, by));
    }

    private static WhisperConfig read(Path folder) {
        return WhisperConfig.read(
                folder.resolve("config.json"),
                folder.resolve("generation_config.json"),
                folder.resolve("preprocessor_config.json"));
    }
}
