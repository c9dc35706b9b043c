package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.whisperbench.testkit.PeerPython;

@Tag("peer")
final class ByteLevelTokensPeerTest {

    private static final System.Logger LOG = System.getLogger(ByteLevelTokensPeerTest.class.getName());
    private static final int LISTS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void textOfTheBundledTokenizerIsThatOfTokenizers() throws IOException {
        compare(Checkout.NANO.resolve("tokenizer.json"), 1802);
    }

    @Test
    void idsOfTheBundledTokenizerAreThoseOfTokenizers() {
        compareIds(Checkout.NANO.resolve("tokenizer.json"));
    }

    @Test
    void idsOfALargerTokenizerOfManyScriptsAreThoseOfTokenizers() {
        Path tokenizer = folder.resolve("tokenizer.json");
        PeerPython.prepare()
                .run(ByteLevelTokensPeerTest.class, "tokens_peer.py", PATIENCE, "make", tokenizer.toString());

        compareIds(tokenizer);
    }

    private void compareIds(Path tokenizer) {
        Path out = folder.resolve("ids.json");
        PeerPython.prepare()
                .run(
                        ByteLevelTokensPeerTest.class,
                        "tokens_peer.py",
                        PATIENCE,
                        "encode",
                        tokenizer.toString(),
                        Integer.toString(LISTS),
                        out.toString());
        Map<String, Object> peer = JsonFile.read(out, Set.of()).values();
        BytePairEncoder encoder = BytePairEncoder.read(tokenizer);
        int count = 0;
        Iterator<?> expected = ((List<?>) Objects.requireNonNull(peer.get("ids"))).iterator();
        for (Object line : (List<?>) Objects.requireNonNull(peer.get("lines"))) {
            List<Integer> ids = encoder.encode(String.valueOf(line));
            assertEquals(expected.next(), ids, () -> "'" + line + "'");
            count += ids.size();
        }
        LOG.log(System.Logger.Level.INFO, "{0} lines of text give the same {1} ids", LISTS, count);
        assertTrue(count > LISTS, () -> "the lines have ids");
    }

    @Test
    void textOfALargerTokenizerOfManyScriptsIsThatOfTokenizers() throws IOException {
        Path tokenizer = folder.resolve("tokenizer.json");
        String size = PeerPython.prepare()
                .run(ByteLevelTokensPeerTest.class, "tokens_peer.py", PATIENCE, "make", tokenizer.toString());

        compare(tokenizer, Integer.parseInt(size.strip()));
    }

    private void compare(Path tokenizer, int size) throws IOException {
        List<List<Integer>> lists = lists(size);
        Path ids = Files.writeString(folder.resolve("ids.json"), "{\"lists\": " + lists + "}");
        Path out = folder.resolve("texts.json");
        PeerPython.prepare()
                .run(
                        ByteLevelTokensPeerTest.class,
                        "tokens_peer.py",
                        PATIENCE,
                        "decode",
                        tokenizer.toString(),
                        ids.toString(),
                        out.toString());
        JsonFile texts = JsonFile.read(out, Set.of());
        ByteLevelTokens tokens = ByteLevelTokens.read(tokenizer);

        assertEquals(
                texts.values().get("skipped"),
                lists.stream().map(list -> tokens.decode(list, true)).toList());
        assertEquals(
                texts.values().get("whole"),
                lists.stream().map(list -> tokens.decode(list, false)).toList());
        long broken = Stream.of(texts.values().get("whole"))
                .flatMap(all -> ((List<?>) all).stream())
                .filter(text -> text.toString().indexOf('\uFFFD') >= 0)
                .count();
        LOG.log(
                System.Logger.Level.INFO,
                "{0} lists of ids of {1} tokens give the same text twice, {2} of them with broken UTF-8",
                lists.size(),
                size,
                broken);
    }

    /** Half of the lists have any tokens, half have mostly the first ones, which are single bytes. */
    private static List<List<Integer>> lists(int size) {
        Random random = new Random(17);
        return IntStream.range(0, LISTS)
                .mapToObj(i -> random.ints(random.nextInt(30), 0, size)
                        .map(id -> i % 2 == 0 && random.nextInt(8) > 0 ? id % 320 : id)
                        .boxed()
                        .toList())
                .toList();
    }
}
