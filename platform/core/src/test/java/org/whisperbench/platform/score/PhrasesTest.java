package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking for rules only where they may apply gives what applying each to the whole text gives. */
class PhrasesTest {

    private static final List<String> PARTS = List.of(
            " ", " ", "  ", "\u3000", "\n", "'", "'d been", "'s got", "n't", "mr", "mr.", "won't", "st", "-", "_", "é",
            "1", "s", "he'd", " been", "gonna", "i'ma", "wi", "fi", "e", "mail", "al", "right", "all", "uh", "mm", "x",
            "ray", "t");

    private static Stream<String> texts(long seed) {
        Random random = new Random(seed);
        Stream<String> soup = Stream.generate(() -> {
                    StringBuilder text = new StringBuilder();
                    random.ints(random.nextInt(14), 0, PARTS.size()).forEach(i -> text.append(PARTS.get(i)));
                    return text.toString();
                })
                .limit(20_000);
        return Stream.concat(
                soup, new EnglishLines(seed, true).next(3_000).stream().map(LowerCase::of));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whisper-en", "leaderboard-en"})
    void piecesGiveWhatTheWholeTextGives(String normalizer) {
        RuleFile rules = RuleFile.of(normalizer);
        for (List<Phrase> phrases : List.of(rules.fillers(), rules.phrases())) {
            Phrases quick = new Phrases(phrases);
            texts(7).forEach(text -> {
                String said = text;
                for (Phrase phrase : phrases) {
                    said = phrase.replaceIn(said);
                }
                assertEquals(said, quick.replaceIn(text), () -> "'" + text + "'");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"whisper-en", "leaderboard-en"})
    void pairsAreJoinedAsInTheWholeText(String normalizer) {
        RuleFile rules = RuleFile.of(normalizer);
        Compounds quick = new Compounds(rules.compounds());
        texts(8).forEach(text -> {
            String said = text;
            for (Compound compound : rules.compounds()) {
                said = compound.joinIn(said);
            }
            assertEquals(said, quick.joinIn(text), () -> "'" + text + "'");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"|two words|", "no edge", " x|", "|é|", "|a b's|"})
    void whatReachesOverWordsInAnotherWayIsRefused(String notation) {
        List<Phrase> phrases = List.of(Phrase.parse(notation, "x"));

        assertThrows(IllegalArgumentException.class, () -> new Phrases(phrases));
    }
}
