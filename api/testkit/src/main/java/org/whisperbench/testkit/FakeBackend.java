package org.whisperbench.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
 * A backend whose every answer a test decides.
 *
 * @param info who it is
 * @param availability asked at every call
 * @param models what it knows by name
 * @param loader makes a model's transcripts
 * @param teller what it tells of a model that it has loaded, made from what is true
 */
public record FakeBackend(
        BackendInfo info,
        Availability availability,
        List<ModelDescriptor> models,
        Loader loader,
        UnaryOperator<LoadedIdentity> teller)
        implements WhisperBackend {

    /** The only file of a fake's model. */
    public static final String FILE = "fake.txt";

    /**
     * Makes a backend that tells the truth about its models.
     *
     * @param info who it is
     * @param availability asked at every call
     * @param models what it knows by name
     * @param loader makes a model's transcripts
     */
    public FakeBackend(BackendInfo info, Availability availability, List<ModelDescriptor> models, Loader loader) {
        this(info, availability, models, loader, UnaryOperator.identity());
    }

    /** What loading a fake does. */
    @FunctionalInterface
    public interface Loader {

        /**
         * Loads.
         *
         * @param model the files
         * @return what a transcription of some audio gives; it may throw
         * @throws InterruptedException if the thread was interrupted
         */
        Function<Audio, Transcription> load(ResolvedModel model) throws InterruptedException;
    }

    /**
     * Makes an available backend with one model {@code m} in a folder, which hears the same in everything.
     *
     * @param id the backend's id
     * @param folder the model's folder; it need not exist
     * @param text what it hears
     * @return the backend
     */
    public static FakeBackend hearing(String id, Path folder, String text) {
        return new FakeBackend(
                BackendInfo.builder(id).engine("fake").build(),
                new Availability.Available("1"),
                List.of(descriptor("m", folder)),
                model -> audio -> transcript(text, audio.duration()));
    }

    /**
     * Describes a model of one file.
     *
     * @param name the model's name
     * @param folder its folder
     * @return the description
     */
    public static ModelDescriptor descriptor(String name, Path folder) {
        return ModelDescriptor.builder(name, new ModelSource.Folder(folder.toAbsolutePath()))
                .files(List.of(ModelFile.unverified(FILE)))
                .build();
    }

    /**
     * Makes a transcript of one segment.
     *
     * @param text its text
     * @param end when it ends
     * @return the transcript
     */
    public static Transcription transcript(String text, Duration end) {
        return Transcription.builder(
                        List.of(Segment.builder(Duration.ZERO, end, text).build()))
                .language("en")
                .build();
    }

    /**
     * Makes the same backend with another availability.
     *
     * @param other the availability
     * @return the backend
     */
    public FakeBackend with(Availability other) {
        return new FakeBackend(info, other, models, loader, teller);
    }

    /**
     * Makes the same backend with another way to load.
     *
     * @param other the way to load
     * @return the backend
     */
    public FakeBackend with(Loader other) {
        return new FakeBackend(info, availability, models, other, teller);
    }

    /**
     * Makes the same backend with something else to tell of its models.
     *
     * @param other makes it from what is true
     * @return the backend
     */
    public FakeBackend telling(UnaryOperator<LoadedIdentity> other) {
        return new FakeBackend(info, availability, models, loader, other);
    }

    @Override
    public Optional<ModelDescriptor> describe(String repositoryOrPath) {
        return Optional.empty();
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        Function<Audio, Transcription> transcripts = loader.load(model);
        LoadedIdentity identity = LoadedIdentity.builder(model.descriptor().name())
                .engine("fake", "1")
                .device("cpu")
                .files(List.of(model.file(FILE)))
                .build();
        return new FakeModel(() -> teller.apply(identity), transcripts);
    }

    private record FakeModel(Supplier<LoadedIdentity> identities, Function<Audio, Transcription> transcripts)
            implements SpeechModel {

        @Override
        public LoadedIdentity identity() {
            return identities.get();
        }

        @Override
        public Transcription transcribe(Audio audio, TranscribeOptions options, Progress progress) {
            return transcripts.apply(audio);
        }

        @Override
        public void close() {
            // Nothing to free.
        }
    }
}
