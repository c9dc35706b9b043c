package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.WhisperException;

class SpellingTableTest {

    @TempDir
    Path folder;

    @Test
    void theLayoutOfTheFileDoesNotMatter() throws IOException {
        SpellingTable one = SpellingTable.read(write("{\"b\": \"c\",\n \"a\": \"d\"}"));
        SpellingTable other = SpellingTable.read(write("{\"a\":\"d\",\"b\":\"c\"}"));

        assertEquals(2, one.size());
        assertEquals(one.sha256(), other.sha256());
        assertEquals(Sha256.of("a\td\nb\tc\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)), one.sha256());
        assertNotEquals(
                one.sha256(), SpellingTable.of(Map.of("a", "c", "b", "d")).sha256());
    }

    @Test
    void anEmptyTableIsNoTable() throws IOException {
        SpellingTable empty = SpellingTable.read(write("{}"));

        assertEquals(0, empty.size());
        assertEquals(
                Normalizer.WHISPER_EN.rules(), Normalizer.WHISPER_EN.with(empty).rules());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{\"a\": null}", "{\"a\": {}}", "{\"a\"", "colour"})
    void whatIsNoTableIsRefused(String content) throws IOException {
        Path file = write(content);

        WhisperException refused = assertThrows(WhisperException.class, () -> SpellingTable.read(file));

        assertEquals(ErrorKind.USER, refused.kind());
        assertEquals(
                "table of spellings '" + file
                        + "' is no JSON object of texts; name the normalizer.json of a Whisper model",
                refused.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        WhisperException refused =
                assertThrows(WhisperException.class, () -> SpellingTable.read(folder.resolve("none.json")));

        assertTrue(String.valueOf(refused.getMessage()).contains("none.json' does not exist; "));
    }

    @Test
    void aFolderAndAHugeFileAreRefused() throws IOException {
        Path huge = folder.resolve("huge.json");
        Files.write(huge, new byte[(4 << 20) + 1]);

        assertThrows(WhisperException.class, () -> SpellingTable.read(folder));
        assertThrows(WhisperException.class, () -> SpellingTable.read(huge));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("table.json"), content);
    }
}
