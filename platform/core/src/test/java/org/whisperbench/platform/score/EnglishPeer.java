package org.whisperbench.platform.score;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.whisperbench.testkit.PeerPython;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Compares the English normalizers with the originals on many lines. */
final class EnglishPeer {

    /** Chains, a word for two, a number, and words of the generator; no entry of anybody's table. */
    private static final Map<String, String> SPELLINGS = Map.of(
            "colour",
            "color",
            "colours",
            "color s",
            "ok",
            "kay",
            "kay",
            "okay",
            "centre",
            "center",
            "20",
            "twenty",
            "grey",
            "gray",
            "hundred",
            "100",
            "theatre",
            "%theater");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int CHUNK = 10_000;
    private static final int MOST_SHOWN = 20;

    private final Path scratch;

    EnglishPeer(Path scratch) {
        this.scratch = scratch;
    }

    /**
     * The table that the original gets: a few words, or those of the file that the system property {@code
     * whisperbench.spellings} names.
     */
    static SpellingTable spellings() {
        String file = table("");
        return file.isEmpty() ? SpellingTable.of(SPELLINGS) : SpellingTable.read(Path.of(file));
    }

    private static String table(String otherwise) {
        return System.getProperty(
                "whisperbench.spellings", System.getenv().getOrDefault("WHISPERBENCH_SPELLINGS", otherwise));
    }

    /** Every third line, beginning with the first, gets an empty table in the original, so it goes to our first normalizer. */
    List<String> differences(int lines, List<Normalizer> ours, String... arguments) throws IOException {
        Path input = scratch.resolve("lines.jsonl");
        Path output = scratch.resolve("answers.jsonl");
        Path few = Files.write(scratch.resolve("spellings.json"), JSON.writeValueAsBytes(SPELLINGS));
        String table = table(few.toString());
        write(input, lines);
        List<String> all = new ArrayList<>(List.of(input.toString(), output.toString(), table));
        all.addAll(List.of(arguments));
        PeerPython.prepare().run(EnglishPeer.class, "english_normalizer_peer.py", LIMIT, all.toArray(String[]::new));
        try (Stream<String> answers = Files.lines(output)) {
            assertEquals(lines, answers.count());
        }
        return compare(output, ours);
    }

    private static void write(Path input, int lines) throws IOException {
        EnglishLines generator = new EnglishLines(20_261_121, true);
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            for (int written = 0; written < lines; written += CHUNK) {
                for (String line : generator.next(Math.min(CHUNK, lines - written))) {
                    out.write(JSON.writeValueAsString(line));
                    out.write('\n');
                }
            }
        }
    }

    private static List<String> compare(Path output, List<Normalizer> ours) throws IOException {
        List<String> differences = new ArrayList<>();
        try (BufferedReader answers = Files.newBufferedReader(output)) {
            int number = 0;
            for (String text = answers.readLine(); text != null; text = answers.readLine()) {
                JsonNode answer = JSON.readTree(text);
                String line = answer.get(0).asString();
                String found = ours.get(number++ % ours.size()).normalize(line);
                if (!found.equals(answer.get(1).asString()) && differences.size() < MOST_SHOWN) {
                    differences.add("%s became %s and not %s"
                            .formatted(
                                    EnglishLines.escaped(line),
                                    EnglishLines.escaped(found),
                                    EnglishLines.escaped(answer.get(1).asString())));
                }
            }
        }
        return differences;
    }
}
