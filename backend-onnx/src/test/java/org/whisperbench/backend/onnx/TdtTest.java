package org.whisperbench.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.whisperbench.api.DecodingOption;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Measure;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.Word;

/** A model with the interface of Parakeet TDT and random weights, which {@code tiny_tdt.py} made; its words mean nothing. */
final class TdtTest {

    /** What the plain loop in {@code tiny_tdt.py decode} writes for the same file. */
    private static final String TEXT = "bngt dodw ftfo mr lveo an an hy gp jq kz kz do ft an ftiy angx";

    private static SpeechModel model;

    @TempDir
    Path folder;

    @BeforeAll
    static void load() throws InterruptedException {
        model = load(TinyModel.folder("tiny-tdt"));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void theTokensAreThoseOfThePlainLoop() throws InterruptedException {
        Transcription heard = transcribe(Checkout.samples().get(0).audio(), TranscribeOptions.defaults());

        assertEquals(TEXT, heard.text());
        assertTrue(heard.complete());
        assertEquals(1, heard.segments().size());
        Segment segment = heard.segments().get(0);
        assertEquals(List.of(1, 19, 3, 29, 18, 5), segment.tokens().subList(0, 6));
        assertEquals(Duration.ZERO, segment.start());
        assertTrue(segment.measures().getOrDefault(Measure.AVERAGE_LOG_PROBABILITY, 1.0) < 0);
        assertEquals("the engine's own choice", heard.effective().get("language"));
        assertEquals("false", heard.effective().get("vad"));
    }

    @Test
    void eightBitsAreLoadedAndSaid() throws InterruptedException {
        Path place = TinyModel.folder("tiny-tdt");
        ModelDescriptor described =
                new OnnxParakeetBackend().describe(place + "#int8").orElseThrow();
        try (SpeechModel small = load(new ResolvedModel(described, place))) {
            Transcription heard =
                    small.transcribe(Checkout.samples().get(0).audio(), TranscribeOptions.defaults(), Progress.none());

            assertEquals("uint8", small.identity().precision(), "the encoder's weights have no sign");
            assertEquals(
                    TEXT.substring(0, TEXT.indexOf(' ')),
                    heard.text().substring(0, heard.text().indexOf(' ')));
        }
    }

    @Test
    void wordsBeginWhereTheirTokensAre() throws InterruptedException {
        Transcription heard = transcribe(
                Checkout.samples().get(0).audio(),
                TranscribeOptions.defaults().with(DecodingOption.WORD_TIMESTAMPS, "true"));

        List<Word> words = heard.segments().get(0).words();
        assertEquals(List.of(TEXT.split(" ")), words.stream().map(Word::text).toList());
        assertEquals(Duration.ZERO, words.get(0).start());
        assertEquals(Duration.ofMillis(4 * 80), words.get(1).start(), "its token is at the fifth step of 80 ms");
        for (int i = 1; i < words.size(); i++) {
            assertTrue(words.get(i).start().compareTo(words.get(i - 1).start()) >= 0);
        }
    }

    @Test
    void longAudioIsCutIntoWindows() throws InterruptedException {
        Checkout.Speech speech = Checkout.samples().get(12);
        List<Segment> told = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void segment(Segment segment) {
                told.add(segment);
            }
        };

        Transcription heard = model.transcribe(speech.audio(), TranscribeOptions.defaults(), progress);

        assertEquals(2, heard.segments().size());
        assertEquals(heard.segments(), told);
        assertTrue(heard.segments().get(1).start().compareTo(Duration.ofSeconds(20)) > 0);
        assertTrue(heard.segments().get(1).end().compareTo(speech.audio().duration()) <= 0);
        assertTrue(
                heard.segments().get(0).end().compareTo(heard.segments().get(1).start()) <= 0);
    }

    @Test
    void noSoundIsNoText() throws InterruptedException {
        assertEquals(
                "", transcribe(FakeAudio.of(), TranscribeOptions.defaults()).text());
        assertTrue(transcribe(FakeAudio.of(0.5f), TranscribeOptions.defaults()).complete());
    }

    @Test
    void aLanguageThatItCannotBeToldIsRefused() throws IOException, InterruptedException {
        TranscribeOptions english = TranscribeOptions.defaults().withLanguage("en");
        Path second = Files.createDirectory(folder.resolve("parakeet-tdt-v2"));
        TinyModel.copy("tiny-tdt", second);

        String refusal = Refusal.of(ErrorKind.USER, () -> transcribe(FakeAudio.of(0.5f), english));
        try (SpeechModel onlyEnglish = load(second)) {
            assertEquals(
                    "en",
                    onlyEnglish
                            .transcribe(FakeAudio.of(0.5f), english, Progress.none())
                            .language());
            for (String tag : List.of("en-US", "EN", "en_GB", "AUTO")) {
                assertEquals(
                        "en",
                        onlyEnglish
                                .transcribe(FakeAudio.of(0.5f), english.withLanguage(tag), Progress.none())
                                .language(),
                        tag);
            }
            assertTrue(Refusal.of(
                            ErrorKind.USER,
                            () -> onlyEnglish.transcribe(
                                    FakeAudio.of(0.5f), english.withLanguage("de"), Progress.none()))
                    .contains("knows English only"));
        }

        assertTrue(refusal.contains("chooses the language itself; leave out '--language'"), refusal);
    }

    @Test
    void anInterruptEndsIt() {
        FakeAudio said = Checkout.samples().get(0).audio();
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> transcribe(said, TranscribeOptions.defaults()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"config.json", "vocab.txt", "nemo128.onnx", "encoder-model.onnx", "decoder_joint-model.onnx"})
    void everyFileThatIsMissingOrCutOffIsNamed(String name) throws IOException {
        TinyModel.copy("tiny-tdt", folder);
        ModelDescriptor described =
                new OnnxParakeetBackend().describe(folder.toString()).orElseThrow();
        ResolvedModel copy = new ResolvedModel(described, folder);
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (double fraction : new double[] {0.9, 0.5, 0}) {
            Files.write(file, Arrays.copyOf(whole, (int) (whole.length * fraction)));

            String refusal = Refusal.of(ErrorKind.MISSING_MODEL, () -> load(copy));

            assertTrue(refusal.contains(file.toString()), refusal);
        }
        Files.delete(file);
        assertTrue(Refusal.of(ErrorKind.MISSING_MODEL, () -> load(copy)).contains("is missing"));
    }

    @Test
    void modelsAreDescribedByTheirLayout() throws IOException {
        OnnxParakeetBackend backend = new OnnxParakeetBackend();
        TinyModel.copy("tiny-tdt", folder);
        Files.writeString(folder.resolve("encoder-model.int8.onnx"), "x");
        Files.writeString(folder.resolve("decoder_joint-model.int8.onnx"), "x");
        Files.writeString(folder.resolve("encoder-model.onnx.data"), "x");

        ModelDescriptor full = backend.describe(folder.toString()).orElseThrow();
        ModelDescriptor small = backend.describe(folder + "#int8").orElseThrow();
        ModelDescriptor published =
                backend.describe("istupakov/parakeet-tdt-0.6b-v3-onnx#int8").orElseThrow();

        assertEquals("fp32", full.precision());
        assertTrue(full.files().contains(ModelFile.unverified("encoder-model.onnx.data")));
        assertEquals("int8", small.precision());
        assertEquals(5, small.files().size());
        assertEquals(new ModelSource.Repository("istupakov/parakeet-tdt-0.6b-v3-onnx", "main"), published.source());
        assertEquals(6, files(backend, "istupakov/parakeet-tdt-0.6b-v3-onnx"), "the encoder's weights are beside it");
        assertEquals(5, files(backend, "me/parakeet-tdt-small"));
        assertTrue(backend.describe("onnx-community/whisper-tiny").isEmpty());
        assertTrue(backend.describe(Checkout.NANO.toString()).isEmpty());
        String refusal = Refusal.of(ErrorKind.USER, () -> backend.describe(folder + "#q4"));
        assertTrue(refusal.endsWith("it has fp32, int8, to be named as in '-m FOLDER#int8'"), refusal);
    }

    private static int files(OnnxParakeetBackend backend, String place) {
        return backend.describe(place).orElseThrow().files().size();
    }

    @Test
    void thePublishedModelsNameWhatLoadingOpens() {
        List<ModelDescriptor> models = new OnnxParakeetBackend().models();

        assertEquals(
                List.of(
                        "parakeet-tdt-0.6b-v3-int8",
                        "parakeet-tdt-0.6b-v3",
                        "parakeet-tdt-0.6b-v2-int8",
                        "parakeet-tdt-0.6b-v2"),
                models.stream().map(ModelDescriptor::name).toList());
        for (ModelDescriptor published : models) {
            List<String> paths = published.files().stream().map(ModelFile::path).toList();
            assertTrue(paths.containsAll(TdtLayout.of(published).files()), published::name);
        }
        for (ModelDescriptor published : models) {
            assertTrue(
                    published.files().stream().allMatch(file -> file.evidence() instanceof ModelFile.Known),
                    published::name);
        }
    }

    private static Transcription transcribe(FakeAudio audio, TranscribeOptions options) throws InterruptedException {
        return model.transcribe(audio, options, Progress.none());
    }

    private static SpeechModel load(Path place) throws InterruptedException {
        return load(new ResolvedModel(
                new OnnxParakeetBackend().describe(place.toString()).orElseThrow(), place));
    }

    private static SpeechModel load(ResolvedModel resolved) throws InterruptedException {
        return new OnnxParakeetBackend().load(resolved, LoadOptions.defaults(), Progress.none());
    }
}
