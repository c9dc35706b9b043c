package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.WhisperException;
import org.whisperbench.worker.Incoming.Damage;

@Timeout(60)
class FrameReaderTest {

    private static final String NOTE = "{\"jsonrpc\":\"2.0\",\"method\":\"log\"}";

    private static final Set<String> KNOWN = Stream.concat(
                    Stream.of("ok", "end"), Arrays.stream(Damage.values()).map(Damage::name))
            .collect(Collectors.toSet());

    private final List<String> log = new ArrayList<>();

    private List<String> read(String text, int pieceBytes) {
        return read(text.getBytes(StandardCharsets.ISO_8859_1), pieceBytes, 1000);
    }

    /** Reads everything, and returns a word for each thing that came. */
    private List<String> read(byte[] bytes, int pieceBytes, int limitBytes) {
        InputStream pieces = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, pieceBytes));
            }
        };
        FrameReader reader = new FrameReader(pieces, new LineSink(log::add), limitBytes);
        List<String> words = new ArrayList<>();
        try {
            while (true) {
                Incoming next = reader.next();
                if (next instanceof Incoming.End end) {
                    words.add("end " + end.cutBytes());
                    return words;
                }
                words.add(
                        next instanceof Incoming.Damaged damaged
                                ? damaged.damage().name()
                                : "ok");
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100_000})
    void whateverIsNotAFrameIsLogAndTheNextFrameIsRead(int pieceBytes) {
        String text = "before\n\u001E" + NOTE + "\nbetween\nhalf a line\u001E\u001E" + NOTE + "\n\0after";

        assertEquals(List.of("ok", "ok", "end 0"), read(text, pieceBytes));
        assertEquals(List.of("before", "between", "half a line", "\uFFFDafter"), log);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100_000})
    void everyDamageHasAName(int pieceBytes) {
        assertEquals(List.of("TRUNCATED", "ok", "end 0"), read("\u001E{\"a\":\u001E" + NOTE + "\n", pieceBytes));
        assertEquals(List.of("NOT_JSON", "ok", "end 0"), read("\u001E{\"a\":\n\u001E" + NOTE + "\n", pieceBytes));
        assertEquals(List.of("NOT_JSON", "end 0"), read("\u001E{\"a\":1}{}\n", pieceBytes));
        assertEquals(List.of("NOT_JSON", "end 0"), read("\u001E{\0}\n", pieceBytes));
        assertEquals(List.of("NOT_JSON", "end 0"), read("\u001E" + "[".repeat(900) + "\n", pieceBytes));
        assertEquals(List.of("NOT_UTF8", "end 0"), read("\u001E{\"a\":\"\u00C3(\"}\n", pieceBytes));
        assertEquals(List.of("NOT_A_MESSAGE", "end 0"), read("\u001E17\n", pieceBytes));
        assertEquals(List.of("NOT_JSON", "end 0"), read("\u001E\n", pieceBytes));
        assertEquals(List.of("NOT_A_MESSAGE", "end 0"), read("\u001E{\"jsonrpc\":\"2.0\",\"id\":\"x\"}\n", pieceBytes));
        assertEquals(List.of("end 5"), read("\u001E{\"a\":", pieceBytes));
        assertEquals(List.of("end 0"), read("", pieceBytes));
    }

    @ParameterizedTest
    @CsvSource({
        "TRUNCATED,5 bytes,a frame was cut short after 5 bytes",
        "TOO_LONG,9 bytes,a frame is over 9 bytes",
        "NOT_UTF8,5 bytes,a frame of 5 bytes is not UTF-8",
        "NOT_JSON,it ends,a frame is not JSON: it ends",
        "NOT_A_MESSAGE,5 bytes,a frame of 5 bytes is no message of JSON-RPC 2.0"
    })
    void everyDamageHasASentence(Incoming.Damage damage, String detail, String sentence) {
        assertEquals(sentence, new Incoming.Damaged(damage, detail).sentence());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 100_000})
    void aFrameOverTheLimitIsDroppedAndTheNextIsRead(int pieceBytes) {
        String longOne = "\u001E\"" + "x".repeat(5000);

        assertEquals(List.of("TOO_LONG", "ok", "end 0"), read(longOne + "\"\n\u001E" + NOTE + "\n", pieceBytes));
        assertEquals(List.of("TOO_LONG", "ok", "end 0"), read(longOne + "\u001E" + NOTE + "\n", pieceBytes));
        assertTrue(log.isEmpty(), log::toString);
    }

    @Test
    void anEndlessFrameTakesNoMoreMemoryThanTheLimit() {
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                return 0x1E;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                boolean first = left == 1L << 30;
                left -= length;
                Arrays.fill(into, from, from + length, (byte) 'x');
                into[from] = (byte) (first ? 0x1E : 'x');
                return left < 0 ? -1 : length;
            }
        };
        FrameReader reader = new FrameReader(endless, new LineSink(log::add));

        Incoming.End end = assertInstanceOf(Incoming.End.class, assertDoesNotThrow(reader::next));

        assertTrue(end.cutBytes() <= FrameReader.LIMIT_BYTES, end::toString);
    }

    @Test
    void hundredThousandMutatedFramesAreAllAnswered() {
        MutatedFrames frames = new MutatedFrames(17);
        int whole = 0;
        for (int round = 0; round < 100; round++) {
            List<String> words = read(frames.next(1000), 4096, 1000);
            whole += (int) words.stream().filter("ok"::equals).count();
            for (String word : words) {
                assertTrue(KNOWN.contains(word.split(" ", -1)[0]), words::toString);
            }
            log.clear();
        }

        assertTrue(whole > 10_000 && whole < 90_000, "of 100000 frames, " + whole + " stayed whole");
    }

    @Test
    void aMessageOverTheLimitIsNotSent() {
        Message message = new Message.Note("log", new JsonObject().put("message", "x".repeat(FrameReader.LIMIT_BYTES)));

        assertThrows(WhisperException.class, () -> FrameWriter.frame(message));
    }
}
