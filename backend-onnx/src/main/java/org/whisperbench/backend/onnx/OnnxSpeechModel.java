package org.whisperbench.backend.onnx;

import java.util.Optional;
import org.whisperbench.api.Audio;
import org.whisperbench.api.BackendException;
import org.whisperbench.api.ErrorKind;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Whisper in ONNX Runtime. */
final class OnnxSpeechModel extends LockedModel {

    private final LoadedWhisper model;
    private final boolean translates;

    /**
     * Takes over a loaded model.
     *
     * @param model the model, closed by this
     * @param identity what was loaded
     * @param translates false if it is known that the model was not trained to translate
     */
    OnnxSpeechModel(LoadedWhisper model, LoadedIdentity identity, boolean translates) {
        super(identity);
        this.model = model;
        this.translates = translates;
    }

    @Override
    Transcription heard(Audio audio, TranscribeOptions options, Progress progress) throws InterruptedException {
        if (options.task() == TranscribeOptions.Task.TRANSLATE && !translates) {
            throw new BackendException(
                    ErrorKind.USER,
                    "model '%s' was not trained to translate; leave out '--task' or use another model, such as 'whisper-large-v3'"
                            .formatted(identity().model()));
        }
        if (DecodingSettings.of(options).words()) {
            AlignmentHeads.require(model, identity().model());
        }
        return new WindowedTranscriber(model, audio, options, progress).run();
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        FeatureEncoder encoder = new OnnxFeatures(model, this);
        return kind.isInstance(encoder) ? Optional.of(kind.cast(encoder)) : Optional.empty();
    }

    @Override
    void free() {
        model.sessions().close();
    }
}
