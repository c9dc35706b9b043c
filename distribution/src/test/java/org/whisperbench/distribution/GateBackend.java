package org.whisperbench.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.Segment;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;

/**
 * A backend whose transcription says that it has begun, by a file {@code entered} in the folder of its model, and ends when
 * a file {@code open} is there. Each closing of a model is a line in {@code closed}.
 */
public final class GateBackend implements WhisperBackend {

    /** The folder of its model among the bundled ones. */
    static final String FOLDER = "gate";

    private static final String SIGN = "gate.txt";

    /** Created by the service loader. */
    public GateBackend() {}

    static List<Class<?>> classes() {
        return List.of(GateBackend.class, Model.class);
    }

    static Path writeModel(Path models) throws IOException {
        Path folder = Files.createDirectories(models.resolve(FOLDER));
        Files.writeString(folder.resolve(SIGN), "gate\n");
        return folder;
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("gate").engine("gate").build();
    }

    @Override
    public Availability availability() {
        return new Availability.Available("1");
    }

    @Override
    public List<ModelDescriptor> models() {
        return List.of(ModelDescriptor.builder("gate", new ModelSource.Bundled(FOLDER))
                .files(List.of(ModelFile.unverified(SIGN)))
                .languages("en")
                .build());
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
        return new Model(model.file(SIGN));
    }

    private record Model(Path sign) implements SpeechModel {

        @Override
        public LoadedIdentity identity() {
            return LoadedIdentity.builder("gate")
                    .engine("gate", "1")
                    .device("cpu")
                    .precision("none")
                    .files(List.of(sign))
                    .build();
        }

        @Override
        public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress)
                throws InterruptedException {
            write("entered");
            while (!Files.exists(sign.resolveSibling("open"))) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            Segment segment = Segment.builder(Duration.ZERO, audio.duration(), "let through")
                    .build();
            return Transcription.builder(List.of(segment)).language("en").build();
        }

        private void write(String name) {
            try {
                Files.writeString(
                        sign.resolveSibling(name),
                        ProcessHandle.current().pid() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            write("closed");
        }
    }
}
