package org.whisperbench.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.whisperbench.api.Audio;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.ModelFile;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;

/**
 * Who stands before the contract.
 *
 * @param backend the backend
 * @param model a model of it, on disk; its files are read only
 * @param recordings what the model is to hear, at least two
 * @param folder an empty folder for whatever a rule writes
 * @param patience how long one call may take before it counts as hanging
 */
record Candidate(
        WhisperBackend backend, ResolvedModel model, List<PcmAudio> recordings, Path folder, Duration patience) {

    /** Longer than a window of any engine known here. */
    private static final double LENGTHY_SECONDS = 65;

    ModelDescriptor descriptor() {
        return model.descriptor();
    }

    <T> T call(String what, Callable<T> work) {
        return Attempt.start(what, patience, work).value();
    }

    LoadedIdentity identity(SpeechModel loaded) {
        return call("identity", loaded::identity);
    }

    Attempt<SpeechModel> loading(ResolvedModel files, Progress progress) {
        return Attempt.start("load", patience, () -> backend.load(files, LoadOptions.defaults(), progress));
    }

    Attempt<Transcription> transcribing(SpeechModel loaded, Audio audio, TranscribeOptions options) {
        return Attempt.start("transcribe", patience, () -> loaded.transcribe(audio, options, Progress.none()));
    }

    Attempt<Transcription> transcribing(SpeechModel loaded, Audio audio, Progress progress) {
        return Attempt.start(
                "transcribe", patience, () -> loaded.transcribe(audio, TranscribeOptions.defaults(), progress));
    }

    Attempt<Boolean> closing(SpeechModel loaded) {
        return Attempt.start("close", patience, () -> {
            loaded.close();
            return true;
        });
    }

    /** Loads the model, uses it and closes it; how closing ends is for the rules of closing to judge. */
    void withModel(Consumer<SpeechModel> use) {
        withModel(model, use);
    }

    void withModel(ResolvedModel files, Consumer<SpeechModel> use) {
        SpeechModel loaded = loading(files, Progress.none()).value();
        try {
            use.accept(loaded);
        } finally {
            closing(loaded).outcome();
        }
    }

    Transcription transcribe(SpeechModel loaded, Audio audio) {
        return transcribing(loaded, audio, Progress.none()).value();
    }

    PcmAudio brief() {
        return recordings.get(0);
    }

    PcmAudio lengthy() {
        try {
            return PcmAudio.joined(recordings, LENGTHY_SECONDS, folder.resolve("lengthy.wav"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the declared files, and no others. */
    ResolvedModel copy() {
        ResolvedModel copy = new ResolvedModel(descriptor(), folder.resolve("copy"));
        try {
            for (ModelFile file : descriptor().files()) {
                Path target = copy.file(file.path());
                Files.createDirectories(target.getParent());
                Files.copy(model.file(file.path()), target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }
}
