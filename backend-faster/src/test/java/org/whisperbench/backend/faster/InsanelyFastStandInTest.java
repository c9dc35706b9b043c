package org.whisperbench.backend.faster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.testkit.PcmAudio;
import org.whisperbench.testkit.StandInPython;
import org.whisperbench.worker.PythonEngine;
import org.whisperbench.worker.PythonEnvironment;

/**
 * The worker of insanely-fast-whisper in a real Python with stand-ins for transformers and PyTorch: what needs an Apple
 * graphics processor, or more memory than there is. {@link InsanelyFastPeerTest} runs the real ones.
 */
@Timeout(300)
final class InsanelyFastStandInTest {

    /** By another id, since the backend's own leads to the real packages. */
    private static final PythonEngine ENGINE = new PythonEngine(
            "insanely-fast-stand-in",
            InsanelyFastBackend.class,
            "insanely_fast_engine:InsanelyFast",
            List.of("transformers", "torch"));

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() throws Exception {
        StandInPython.in(
                InsanelyFastStandInTest.class,
                folder.resolve("engines"),
                ENGINE.backend(),
                "transformers-5.17.0",
                "torch-2.9.0");
        for (String name : List.of(
                "generation_config.json", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.writeString(folder.resolve(name), "{}");
        }
        byte[] header =
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + header.length + Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(
                folder.resolve("model.safetensors"),
                file.putLong(header.length).put(header).array());
    }

    @AfterEach
    void tidyUp() {
        System.clearProperty(PythonEnvironment.FOLDER_PROPERTY);
    }

    private SpeechModel load(String planted, LoadOptions options) throws Exception {
        Files.writeString(folder.resolve("config.json"), "{\"planted\": \"" + planted + "\"}");
        ResolvedModel model = new ResolvedModel(
                new InsanelyFastBackend().describe(folder.toString()).orElseThrow(), folder);
        return ENGINE.load(model, options, Progress.none());
    }

    @Test
    void onAMacItComputesOnTheGraphicsProcessorInHalfPrecision() throws Exception {
        try (SpeechModel loaded = load("", LoadOptions.defaults())) {
            assertEquals("mps", loaded.identity().device());
            assertEquals("float16", loaded.identity().precision());
        }
        try (SpeechModel loaded = load("", LoadOptions.defaults().withDevice("gpu"))) {
            assertEquals("mps", loaded.identity().device());
        }
        try (SpeechModel loaded = load("", LoadOptions.defaults().withDevice("cpu"))) {
            assertEquals("cpu", loaded.identity().device());
            assertEquals("float32", loaded.identity().precision());
        }
        BackendException refusal = assertThrows(
                BackendException.class, () -> load("", LoadOptions.defaults().withDevice("cuda")));
        assertEquals(ErrorKind.USER, refusal.kind());
    }

    /** In the words of the allocator of the processor, of Python, and of a graphics processor. */
    @ParameterizedTest
    @CsvSource({"host, you tried to allocate", "python, memory does not suffice", "device, does not suffice: CUDA"})
    void memoryThatDoesNotSufficeForTheModelIsSaid(String planted, String words) {
        BackendException refusal = assertThrows(BackendException.class, () -> load(planted, LoadOptions.defaults()));

        assertEquals(ErrorKind.RESOURCES, refusal.kind(), refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::getMessage);
    }

    @Test
    void memoryThatDoesNotSufficeForABatchIsSaidAndASmallerOneWorks() throws Exception {
        try (SpeechModel loaded = load("batch", LoadOptions.defaults())) {
            PcmAudio tone = PcmAudio.tone(1.5, folder.resolve("tone.wav"));
            BackendException refusal = assertThrows(
                    BackendException.class,
                    () -> loaded.transcribe(
                            tone, TranscribeOptions.defaults().withExtra(Map.of("batch", "16")), Progress.none()));

            assertEquals(ErrorKind.RESOURCES, refusal.kind(), refusal::getMessage);
            assertTrue(
                    String.valueOf(refusal.getMessage()).contains("memory does not suffice with batch 16"),
                    refusal::getMessage);
            assertEquals(
                    "batch 4",
                    loaded.transcribe(
                                    tone, TranscribeOptions.defaults().withExtra(Map.of("batch", "4")), Progress.none())
                            .text());
        }
    }

    /** As where the configuration has fewer layers than the file: the library leaves them out and says so alone. */
    @Test
    void tensorsThatAreLeftOverAreRefusedButForThoseThatAreThereTwice() throws Exception {
        BackendException refusal = assertThrows(BackendException.class, () -> load("layers", LoadOptions.defaults()));

        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind(), refusal::getMessage);
        assertTrue(
                String.valueOf(refusal.getMessage())
                        .contains("1 unexpected keys such as model.encoder.layers.1.fc1.bias"),
                refusal::getMessage);
        load("tied", LoadOptions.defaults()).close();
    }

    @Test
    void anotherNumberOfMelBandsIsRefusedWithBothNumbers() throws Exception {
        Files.writeString(folder.resolve("preprocessor_config.json"), "{\"feature_size\": 128}");

        BackendException refusal = assertThrows(BackendException.class, () -> load("", LoadOptions.defaults()));

        assertEquals(ErrorKind.MISSING_MODEL, refusal.kind(), refusal::getMessage);
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("makes 128 mel bands, but the model hears 80"),
                refusal::getMessage);
        assertTrue(String.valueOf(refusal.getMessage()).contains("'" + folder + "'"), refusal::getMessage);
    }

    @Test
    void whatIsAskedForReachesTheLibraryAndIsTold() throws Exception {
        try (SpeechModel loaded = load("told", LoadOptions.defaults())) {
            PcmAudio tone = PcmAudio.tone(1.5, folder.resolve("tone.wav"));
            TranscribeOptions beams = TranscribeOptions.defaults()
                    .withLanguage("de")
                    .withTask(TranscribeOptions.Task.TRANSLATE)
                    .withExtra(Map.of("beam-size", "3"));
            Transcription searched = loaded.transcribe(tone, beams, Progress.none());
            Transcription drawn = loaded.transcribe(
                    tone, TranscribeOptions.defaults().withExtra(Map.of("temperature", "0.9")), Progress.none());

            assertEquals("True do_sample=False language=de num_beams=3 task=translate", searched.text());
            assertEquals("beam search, 3", searched.effective().get("decoding"));
            assertEquals("True do_sample=True num_beams=1 task=transcribe temperature=0.9", drawn.text());
            assertEquals("sampling", drawn.effective().get("decoding"));
        }
    }
}
