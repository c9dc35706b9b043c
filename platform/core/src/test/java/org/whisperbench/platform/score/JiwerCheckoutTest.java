package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.PeerPython;
import tools.jackson.databind.ObjectMapper;

/** Holds counts, rates and alignments against jiwer itself, where {@link Original#JIWER} is. */
@Tag("checkout")
class JiwerCheckoutTest {

    private static final int PAIRS = 100_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path scratch;

    @Test
    void everyPairIsScoredAsByJiwer() throws IOException {
        String jiwer = Original.JIWER.path().toString();
        List<String> cases = new WordPairs(20_261_122)
                .next(PAIRS).stream()
                        .filter(pair -> !pair.get(0).isEmpty())
                        .map(pair -> JSON.writeValueAsString(List.of(pair.get(0), pair.get(1), 60)))
                        .toList();
        Path input = Files.write(scratch.resolve("cases.jsonl"), cases);

        String answers = PeerPython.prepare()
                .run(JiwerCheckoutTest.class, "jiwer_peer.py", Duration.ofMinutes(30), input.toString(), jiwer);

        assertEquals(cases.size(), answers.lines().count());
        answers.lines().forEach(answer -> new JiwerExample(JSON.readTree(answer)).hold());
    }
}
