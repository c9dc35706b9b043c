package org.whisperbench.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Many damaged files of every format in one command: each has its answer, and the screen shows nothing else. */
final class DamagedHeadsIT {

    private static final int SEED = 20_261_127;
    private static final int FILES = 150;
    private static final int HEAD_BYTES = 600;
    private static final int KEPT_BYTES = 6000;
    private static final String PARTIAL = "whisperbench: the transcript of '%s' is partial: ";

    @TempDir
    private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the PATH is made of shell scripts")
    void eachIsHeardOrRefusedInOneLine() throws IOException, InterruptedException {
        Archive archive = Archive.unpack(folder);
        List<String> files = damagedFiles(archive.home());
        List<String> words = new ArrayList<>(List.of("transcribe", "-b", "onnx", "--json"));
        words.addAll(files);

        // Without ffmpeg, which would be started for each that is refused and take as long as all else.
        Run run = Cli.of(archive)
                .withOnly(Files.createDirectory(folder.resolve("programs")), "dirname", "uname", "cksum")
                .run(words.toArray(String[]::new))
                .ends(Run.NOT_WELL);

        JsonNode answers = run.json().path("files");
        assertEquals(files, answers.findValuesAsString("file"), run::toString);
        Map<String, Integer> outcomes = new HashMap<>();
        List<String> notes = new ArrayList<>(run.notes());
        notes.removeIf(note -> note.startsWith("whisperbench: note: onnx/nano-digits.en is a self-test model"));
        for (JsonNode answer : answers) {
            outcomes.merge(answer.path("outcome").asString(), 1, Integer::sum);
            takeWhatIsSaidOf(answer, notes);
        }
        assertEquals(List.of(), notes, "said of no file");
        for (String outcome : List.of("complete", "partial", "failed")) {
            assertTrue(outcomes.getOrDefault(outcome, 0) > FILES / 20, outcomes::toString);
        }
    }

    /** A refusal is one line; of a file that was heard in part, each reason is one. */
    private static void takeWhatIsSaidOf(JsonNode answer, List<String> notes) {
        String file = answer.path("file").asString();
        notes.remove("whisperbench: '%s' holds no sound".formatted(file));
        String outcome = answer.path("outcome").asString();
        boolean said = switch (outcome) {
            case "failed" ->
                notes.remove("whisperbench: " + answer.path("message").asString());
            case "partial" -> notes.removeIf(note -> note.startsWith(PARTIAL.formatted(file)));
            default -> outcome.equals("complete");
        };
        assertTrue(said, answer::toString);
    }

    /** Returns the names of files that are written into the current folder of the command. */
    private static List<String> damagedFiles(Path into) throws IOException {
        Path from = Path.of(
                System.getProperty("whisperbench.checkout"),
                "platform/core/src/test/resources/org/whisperbench/platform/audio");
        List<Path> originals;
        try (Stream<Path> files = Files.list(from)) {
            originals = files.filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
        Random random = new Random(SEED);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            Path original = originals.get(i % originals.size());
            String name = i + "-" + original.getFileName();
            Files.write(into.resolve(name), damaged(Files.readAllBytes(original), random));
            names.add(name);
        }
        return names;
    }

    /** A head with some other bytes, and now and then without its end; the boxes of an MP4 file are often at its end. */
    private static byte[] damaged(byte[] original, Random random) {
        boolean isMp4 = new String(original, 4, 4, StandardCharsets.ISO_8859_1).equals("ftyp");
        byte[] bytes = isMp4 ? original.clone() : Arrays.copyOf(original, Math.min(original.length, KEPT_BYTES));
        int head = isMp4 ? bytes.length : Math.min(bytes.length, HEAD_BYTES);
        for (int left = 1 + random.nextInt(5); left > 0; left--) {
            bytes[random.nextInt(head)] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) > 0 ? bytes : Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
    }
}
