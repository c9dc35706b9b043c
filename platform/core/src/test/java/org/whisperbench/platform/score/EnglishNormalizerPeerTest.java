package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds {@link Normalizer#WHISPER_EN} against transformers' {@code EnglishTextNormalizer}, with a table of our own or with
 * {@code -Dwhisperbench.spellings=FILE}, such as the {@code english.json} of openai/whisper.
 */
@Tag("peer")
class EnglishNormalizerPeerTest {

    private static final int LINES = 1_000_000;

    @TempDir
    Path scratch;

    @Test
    void everyLineBecomesWhatTransformersMakesOfIt() throws IOException {
        Normalizer full = Normalizer.WHISPER_EN.with(EnglishPeer.spellings());

        List<String> differences =
                new EnglishPeer(scratch).differences(LINES, List.of(Normalizer.WHISPER_EN, full, full));

        assertEquals(List.of(), differences);
    }
}
