package org.whisperbench.backend.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.WhisperBackend;

/** A program of its own: finds the backend as anybody would and writes what it heard into a file. */
final class PlainClassPathProbe {

    private PlainClassPathProbe() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        WhisperBackend backend =
                ServiceLoader.load(WhisperBackend.class).iterator().next();
        ResolvedModel nano = new ResolvedModel(backend.models().get(0), Path.of(arguments[0]));
        try (SpeechModel model = backend.load(nano, LoadOptions.defaults(), Progress.none())) {
            String text = model.transcribe(
                            FakeAudio.read(Path.of(arguments[1])), TranscribeOptions.defaults(), Progress.none())
                    .text();
            Files.writeString(Path.of(arguments[2]), backend.info().id() + ": " + text);
        }
    }
}
