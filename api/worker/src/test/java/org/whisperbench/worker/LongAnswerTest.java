package org.whisperbench.worker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperException;
import org.whisperbench.api.Word;
import org.whisperbench.worker.Message.Answer;
import org.whisperbench.worker.Message.Note;
import org.whisperbench.worker.Message.Refusal;
import org.whisperbench.worker.Message.Request;

/** Answers that no frame can hold. */
@Timeout(120)
class LongAnswerTest {

    private static final int WORDS = 200_000;

    @TempDir
    Path folder;

    /** The text of a word, in which every kind of escape is. */
    static String word(int number) {
        return "w" + number + " \"\u00e9\u4f60\ud83d\ude00\\";
    }

    @ParameterizedTest
    @EnumSource
    void twoHundredThousandWordsWithTheirTimesCross(TestWorker kind) throws Exception {
        WorkerCommand command = kind == TestWorker.PYTHON
                ? kind.command(folder)
                : new JavaProgram(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"), TestWorker.classPath(), folder)
                        .command(ScriptedWorker.class.getName(), List.of());
        try (WorkerProcess worker = WorkerProcess.start(command)) {
            assertInstanceOf(CallOutcome.Answered.class, worker.initialize(TestWorker.WIDE));

            Transcription heard = TestWorker.answered(TestWorker.run(worker, "words", "" + WORDS))
                    .value();

            List<Word> words =
                    heard.segments().stream().flatMap(s -> s.words().stream()).toList();
            assertEquals(WORDS, words.size());
            for (int i = 0; i < WORDS; i++) {
                Word expected = new Word(Duration.ofSeconds(i), Duration.ofMillis(1000L * i + 500), word(i), Map.of());
                assertEquals(expected, words.get(i));
            }
            assertEquals(
                    "short",
                    TestWorker.answered(TestWorker.run(worker, "echo", "short"))
                            .value()
                            .text());
        }
    }

    /** The segment is no less long than the answer, and cannot be told as progress. */
    @ParameterizedTest
    @EnumSource
    void aTextThatNoFrameHoldsCrosses(TestWorker kind) throws Exception {
        try (WorkerProcess worker = kind.start(folder)) {
            Transcription heard = TestWorker.answered(TestWorker.run(worker, "long", "17000000"))
                    .value();

            assertEquals(17_000_000, heard.text().length());
        }
    }

    @Test
    void aShortAnswerIsOneFrameAsItAlwaysWas() {
        List<Message> notes = new ArrayList<>();
        JsonObject result = new JsonObject().put("value", "\u00e9");

        byte[] frame = new AnswerText(7, notes::add).frame(result);

        assertEquals(List.of(), notes);
        assertArrayEquals(FrameWriter.frame(new Answer(7, result)), frame);
    }

    @Test
    void noCharacterIsCut() {
        String text = "\ud83d\ude00".repeat(AnswerText.PART_CHARS);
        for (String before : List.of("", "x")) {
            List<Message> notes = new ArrayList<>();
            AnswerParts parts = new AnswerParts();

            new AnswerText(7, notes::add).frame(new JsonObject().put("value", before + text));

            for (Message note : notes) {
                String part = ((Note) note).params().text(AnswerText.TEXT);
                assertFalse(Character.isLowSurrogate(part.charAt(0)));
                assertTrue(FrameWriter.frame(note).length < FrameReader.LIMIT_BYTES / 2);
                assertTrue(parts.add(part));
            }
            JsonObject told = new JsonObject().put(AnswerText.PARTS, (long) notes.size());
            assertEquals(before + text, parts.whole(told).text("value"));
        }
    }

    @Test
    void allPartsTogetherHaveALimitOnBothSides() {
        JsonObject result = new JsonObject().put("value", "x".repeat(3 * AnswerText.PART_CHARS));
        List<Message> notes = new ArrayList<>();
        AnswerText text = new AnswerText(7, notes::add, 2 * AnswerText.PART_CHARS);

        WhisperException refusal = assertThrows(WhisperException.class, () -> text.frame(result));

        assertTrue(refusal.getMessage().contains("cut the recording"), refusal::getMessage);
        assertEquals(2, notes.size());
        AnswerParts parts = new AnswerParts(5);
        assertTrue(parts.add("12345"));
        assertFalse(parts.add("6"));
    }

    @Test
    void whatIsNotWholeIsNoAnswer() {
        JsonObject two = new JsonObject().put(AnswerText.PARTS, 2L);
        AnswerParts missing = new AnswerParts();
        missing.add("{}");
        AnswerParts broken = new AnswerParts();
        broken.add("{\"value\":");
        broken.add("1");
        AnswerParts none = new AnswerParts();
        none.add("1");
        none.add("7");

        assertEquals(
                "it is said to be in 2 parts, and 1 came",
                assertThrows(JsonMismatch.class, () -> missing.whole(two)).getMessage());
        assertTrue(assertThrows(JsonMismatch.class, () -> broken.whole(two))
                .getMessage()
                .startsWith("its parts are no JSON together"));
        assertThrows(JsonMismatch.class, () -> none.whole(two));
    }

    /** A host of before gets no notes that it does not know, and the refusal that it does. */
    @Test
    void aHostThatDoesNotJoinPartsGetsNone() {
        List<Message> notes = new ArrayList<>();
        RequestHandling handling = new RequestHandling(new Wordy(), id -> {}, notes::add);
        Request request = new Request(
                2, "transcribe", WorkerJson.object(new Call.Transcribe(folder, TranscribeOptions.defaults())));

        handling.answer(new Request(1, "initialize", new JsonObject().put("protocol", 1L)), Progress.none());
        Message refusal = message(handling.answer(request, Progress.none()));
        handling.answer(new Request(3, "initialize", new JsonObject().put("joinsParts", true)), Progress.none());
        Message answer = message(handling.answer(request, Progress.none()));

        assertTrue(
                assertInstanceOf(Refusal.class, refusal).message().contains("is over the limit of 16777216"),
                refusal::sentence);
        assertEquals(
                notes.size(),
                assertInstanceOf(Answer.class, answer)
                        .result()
                        .whole(AnswerText.PARTS)
                        .orElseThrow());
        assertTrue(notes.size() > 16, notes.size() + " parts");
    }

    private static Message message(byte[] frame) {
        String json = new String(frame, 1, frame.length - 2, StandardCharsets.UTF_8);
        return Message.of(WorkerJson.parse(json)).orElseThrow();
    }

    /** Hears what is too long for a frame. */
    private static final class Wordy implements WorkerHandler {

        @Override
        public WorkerHello initialize() {
            return new WorkerHello("wordy", "1");
        }

        @Override
        public LoadedIdentity load(ResolvedModel model, LoadOptions options, Progress progress) {
            throw new IllegalStateException("nobody loads");
        }

        @Override
        public Transcription transcribe(Path wav, TranscribeOptions options, Progress progress) {
            return Transcription.builder(List.of(
                            Segment.builder(Duration.ZERO, Duration.ofSeconds(1), "x".repeat(FrameReader.LIMIT_BYTES))
                                    .build()))
                    .build();
        }

        @Override
        public void unload() {
            // Nothing to free.
        }
    }
}
