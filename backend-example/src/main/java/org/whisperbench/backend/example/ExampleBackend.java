package org.whisperbench.backend.example;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/** The provider that the service file names: public, with a public constructor that does no work. */
public final class ExampleBackend implements WhisperBackend {

    /** Creates the backend; {@link java.util.ServiceLoader} calls it. */
    public ExampleBackend() {
        // Work begins in load.
    }

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("example")
                .displayName("Example")
                .engine("a fixed answer")
                .licence("Apache-2.0")
                .control(true)
                .build();
    }

    @Override
    public Availability availability() {
        return new Availability.Available("1");
    }

    @Override
    public List<ModelDescriptor> models() {
        return List.of(ExampleModels.FIXED);
    }

    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        try {
            Path folder = Path.of(repositoryOrPath);
            return folder.isAbsolute() && Files.isRegularFile(folder.resolve(ExampleModels.ANSWER))
                    ? Optional.of(ExampleModels.in(folder))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            // No path on this system, so nothing that could be described.
            return Optional.empty();
        }
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        progress.phase(Progress.Phase.LOADING);
        ExampleModel.checkInterrupt();
        return ExampleModel.read(model);
    }
}
