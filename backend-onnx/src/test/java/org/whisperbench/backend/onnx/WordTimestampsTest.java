package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.Progress;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Word;

/** Which models tell when words are spoken, and what the others say. */
final class WordTimestampsTest {

    private static final TranscribeOptions PLAIN = TranscribeOptions.defaults();
    private static final TranscribeOptions WORDS = PLAIN.with(DecodingOption.WORD_TIMESTAMPS, "true");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void wordsAreTimedWhereTheExportGivesAttentions(int model) throws InterruptedException {
        Checkout.Speech speech = Checkout.samples().get(0);

        List<Word> words;
        try (SpeechModel nano = Checkout.load(Checkout.nano(model))) {
            words = nano.transcribe(speech.audio(), WORDS, Progress.none()).segments().stream()
                    .flatMap(segment -> segment.words().stream())
                    .toList();
        }

        assertEquals(
                speech.text(), String.join(" ", words.stream().map(Word::text).toList()));
        for (int i = 0; i < words.size(); i++) {
            assertTrue(words.get(i).start().compareTo(words.get(i).end()) <= 0, words.toString());
            assertTrue(i == 0 || words.get(i - 1).end().compareTo(words.get(i).start()) <= 0, words.toString());
        }
    }

    @Test
    void wordTimesNeedAnExportWithAttentions() throws IOException, InterruptedException {
        TinyModel.copy("tiny-whisper", folder.resolve("plain"));
        TinyModel.copy("tiny-whisper", folder.resolve("whisper-tiny.en"));

        String unknown = refusalOfWords("plain");
        String published = refusalOfWords("whisper-tiny.en");

        assertTrue(unknown.startsWith("'word-timestamps' need the output 'cross_attentions.0'"), unknown);
        assertTrue(unknown.endsWith("; use an export with attentions"), unknown);
        assertTrue(published.endsWith("; use 'onnx/whisper-tiny.en_timestamped'"), published);
    }

    @Test
    void headsOfAnotherModelRefuseWordTimesAndNothingElse() throws IOException, InterruptedException {
        TinyModel.copy("tiny-whisper", folder.resolve("distilled"));
        Path rules = folder.resolve("distilled/generation_config.json");
        Files.writeString(rules, Files.readString(rules).replace("[[0, 0]]", "[[11, 3]]"));

        String refusal = refusalOfWords("distilled");

        assertTrue(refusal.contains("names head 3 of layer 11, of 2 heads in each of 1 layers"), refusal);
    }

    private String refusalOfWords(String name) throws InterruptedException {
        try (SpeechModel model = Checkout.load(folder.resolve(name), "fp32")) {
            FakeAudio audio = Checkout.samples().get(0).audio();
            model.transcribe(audio, PLAIN, Progress.none());
            return Refusal.of(ErrorKind.USER, () -> model.transcribe(audio, WORDS, Progress.none()));
        }
    }
}
