package org.whisperbench.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.ModelSource;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/** Keeps every rule of the contract; bad backends differ from it in one thing each. */
public class GoodBackend implements WhisperBackend {

    static final String WORDS = "parts/words.txt";
    static final String SHAPE = "shape.txt";

    /** Does no work. */
    public GoodBackend() {}

    @Override
    public BackendInfo info() {
        return BackendInfo.builder("trial").engine("trial").build();
    }

    @Override
    public Availability availability() {
        return new Availability.Available("1");
    }

    @Override
    public List<ModelDescriptor> models() {
        return List.of(descriptor(WORDS, SHAPE));
    }

    static ModelDescriptor descriptor(String... files) {
        return ModelDescriptor.builder("words", new ModelSource.Bundled("words"))
                .files(List.of(files).stream().map(ModelFile::unverified).toList())
                .build();
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        progress.phase(Progress.Phase.LOADING);
        GoodModel.checkInterrupt();
        String words = read(model.file(WORDS));
        read(model.file(SHAPE));
        progress.advance(Progress.Phase.LOADING, 1);
        return model(identity(model), List.of(words.strip().split(" ")));
    }

    SpeechModel model(LoadedIdentity identity, List<String> words) {
        return new GoodModel(identity, words);
    }

    LoadedIdentity identity(ResolvedModel model) {
        return LoadedIdentity.builder(model.descriptor().name())
                .engine("trial", "1")
                .device("cpu")
                .precision("text")
                .files(List.of(model.file(WORDS), model.file(SHAPE)))
                .build();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BackendException(ErrorKind.MISSING_MODEL, "'" + file + "' cannot be read", e);
        }
    }
}
