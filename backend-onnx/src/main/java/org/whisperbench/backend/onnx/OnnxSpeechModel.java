package org.whisperbench.backend.onnx;

import java.util.Optional;
import org.whisperbench.api.Audio;
import org.whisperbench.api.FeatureEncoder;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Whisper in ONNX Runtime. */
final class OnnxSpeechModel extends LockedModel {

    private final LoadedWhisper model;

    /**
     * Takes over a loaded model.
     *
     * @param model the model, closed by this
     * @param identity what was loaded
     */
    OnnxSpeechModel(LoadedWhisper model, LoadedIdentity identity) {
        super(identity);
        this.model = model;
    }

    @Override
    Transcription heard(Audio audio, TranscribeOptions options, Progress progress) throws InterruptedException {
        if (DecodingSettings.of(options).words()) {
            AlignmentHeads.require(model, identity().model());
        }
        return new WindowedTranscriber(model, audio, options, progress).run();
    }

    @Override
    public <T> Optional<T> ability(Class<T> kind) {
        FeatureEncoder encoder = new OnnxFeatures(model, lock());
        return kind.isInstance(encoder) ? Optional.of(kind.cast(encoder)) : Optional.empty();
    }

    @Override
    void free() {
        model.sessions().close();
    }
}
