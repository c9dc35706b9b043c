package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds {@link Normalizer#BASIC} against transformers' {@code BasicTextNormalizer}. */
@Tag("peer")
class BasicNormalizerPeerTest {

    private static final int LINES = 120_000;
    private static final String[] WORDS = {
        "Hello",
        "WORLD",
        "don't",
        "3,5",
        "€",
        "$1.50",
        "(laughs)",
        "[music]",
        "<unk>",
        "(",
        ")",
        "()",
        "[",
        "]",
        "<",
        ">",
        "ﬁ",
        "Straße",
        "ΣΑΣ",
        "Σ",
        "αΣ",
        "İstanbul",
        "ǅ",
        "naïve",
        "日本語",
        "です。",
        "한국어",
        "नमस्ते",
        "שָׁלוֹם",
        "مرحبا",
        "—",
        "…",
        "Å",
        "①",
        "\u00a0",
        "\u0085",
        "\u001c",
        "\u200b",
        "\t",
        "\n",
        "\u3000",
        "  ",
        "\uD83D\uDE00",
        "e\u0301",
        "x\u0307",
        "I\u0307"
    };

    @TempDir
    Path scratch;

    @Test
    void everyLineBecomesWhatTransformersMakesOfIt() throws IOException {
        JsonNode answers = new Peer(scratch).answer("basic_normalizer_peer.py", lines());

        assertEquals(LINES, answers.size());
        List<String> differences = new ArrayList<>();
        for (JsonNode answer : answers) {
            String line = answer.get(0).asString();
            String expected = answer.get(1).asString();
            String found = Normalizer.BASIC.normalize(line);
            if (!found.equals(expected)) {
                differences.add(EnglishLines.escaped(line) + " became " + EnglishLines.escaped(found) + " and not "
                        + EnglishLines.escaped(expected));
            }
        }
        assertEquals(List.of(), differences);
    }

    /** A third words, a third characters of any script, a third both. */
    private static List<String> lines() {
        Random random = new Random(20_261_121);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            StringBuilder line = new StringBuilder();
            int parts = random.nextInt(16);
            for (int part = 0; part < parts; part++) {
                if (i % 3 == 0 || (i % 3 == 2 && random.nextBoolean())) {
                    line.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextBoolean() ? " " : "");
                } else {
                    line.appendCodePoint(EnglishLines.character(random));
                }
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
