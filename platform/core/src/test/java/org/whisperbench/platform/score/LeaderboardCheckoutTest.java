package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds {@link Normalizer#LEADERBOARD_EN} against the original, which no package index has. Needs, as system properties,
 * {@code whisperbench.leaderboard}, a checkout of huggingface/open_asr_leaderboard at d1e99b2, and
 * {@code whisperbench.spellings}, the {@code english.json} of openai/whisper.
 */
@Tag("checkout")
class LeaderboardCheckoutTest {

    private static final int LINES = 1_000_000;

    @TempDir
    Path scratch;

    @Test
    void everyLineBecomesWhatTheLeaderboardMakesOfIt() throws IOException {
        SpellingTable table = SpellingTable.read(path("whisperbench.spellings"));
        Normalizer ours = Normalizer.LEADERBOARD_EN.with(table);

        List<String> differences = new EnglishPeer(scratch)
                .differences(
                        LINES, List.of(ours), path("whisperbench.leaderboard").toString());

        assertEquals(List.of(), differences);
    }

    private static Path path(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new AssertionError("say -D" + property + "=PATH");
        }
        return Path.of(value);
    }
}
