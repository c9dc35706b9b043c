package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@link Normalizer#LEADERBOARD_EN} against the original, where {@link Original#LEADERBOARD} is. */
@Tag("checkout")
class LeaderboardCheckoutTest {

    private static final int LINES = 1_000_000;

    @TempDir
    Path scratch;

    @Test
    void everyLineBecomesWhatTheLeaderboardMakesOfIt() throws IOException {
        SpellingTable table = SpellingTable.read(Original.SPELLINGS.path());
        Normalizer ours = Normalizer.LEADERBOARD_EN.with(table);

        List<String> differences = new EnglishPeer(scratch)
                .differences(LINES, List.of(ours), Original.LEADERBOARD.path().toString());

        assertEquals(List.of(), differences);
    }
}
