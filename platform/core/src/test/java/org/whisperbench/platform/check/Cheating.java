package org.whisperbench.platform.check;

import java.nio.file.Path;
import java.util.List;
import org.whisperbench.api.Audio;
import org.whisperbench.api.Availability;
import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.ModelDescriptor;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.FakeBackend;

/** Opens another file than its model declares. */
record Cheating(FakeBackend honest, Path other) implements WhisperBackend {

    @Override
    public BackendInfo info() {
        return honest.info();
    }

    @Override
    public Availability availability() {
        return honest.availability();
    }

    @Override
    public List<ModelDescriptor> models() {
        return honest.models();
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) {
        return new SpeechModel() {
            @Override
            public LoadedIdentity identity() {
                return LoadedIdentity.builder("m").files(List.of(other)).build();
            }

            @Override
            public Transcription transcribe(Audio audio, TranscribeOptions o, Progress p) {
                throw new AssertionError("used although it opened other files");
            }

            @Override
            public void close() {
                // Nothing to free.
            }
        };
    }
}
