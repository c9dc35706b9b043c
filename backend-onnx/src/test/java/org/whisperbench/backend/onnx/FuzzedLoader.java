package org.whisperbench.backend.onnx;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;

/** A program of its own, as a model's process is: loads what it is told, line by line, and says in a line what became of it. */
final class FuzzedLoader {

    /** Begins a line; whatever else comes is the engine's. */
    static final String ANSWER = "answer: ";

    private static final int SAMPLES = 16_000;

    private FuzzedLoader() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WhisperBackend backend = backend(arguments[0]);
        FakeAudio noise = noise();
        BufferedReader folders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String folder = folders.readLine(); folder != null; folder = folders.readLine()) {
            out.println(ANSWER + answer(backend, Path.of(folder), noise));
            out.flush();
        }
    }

    private static WhisperBackend backend(String id) {
        return Stream.of(new OnnxBackend(), new OnnxParakeetBackend())
                .filter(backend -> backend.info().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String answer(WhisperBackend backend, Path folder, FakeAudio audio) throws InterruptedException {
        ModelDescriptor model = backend.describe(folder.toString()).orElseThrow();
        LoadOptions options = LoadOptions.defaults().withThreads(1);
        try (SpeechModel loaded = backend.load(new ResolvedModel(model, folder), options, Progress.none())) {
            loaded.transcribe(audio, TranscribeOptions.defaults(), Progress.none());
            return "transcribed";
        } catch (BackendException e) {
            return "refused " + e.kind() + " " + String.valueOf(e.getMessage()).replace("\n", "<line break>");
        } catch (RuntimeException | Error e) {
            return "threw " + e;
        }
    }

    private static FakeAudio noise() {
        Random random = new Random(1);
        float[] samples = new float[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            samples[i] = (float) (random.nextGaussian() / 8);
        }
        return FakeAudio.of(samples);
    }
}
