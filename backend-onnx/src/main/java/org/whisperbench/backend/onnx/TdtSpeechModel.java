package org.whisperbench.backend.onnx;

import org.whisperbench.api.Audio;
import org.whisperbench.api.LoadedIdentity;
import org.whisperbench.api.Progress;
import org.whisperbench.api.TranscribeOptions;
import org.whisperbench.api.Transcription;

/** Parakeet TDT in ONNX Runtime. */
final class TdtSpeechModel extends LockedModel {

    private final TdtModel model;

    /**
     * Takes over a loaded model.
     *
     * @param model the model, closed by this
     * @param identity what was loaded
     */
    TdtSpeechModel(TdtModel model, LoadedIdentity identity) {
        super(identity);
        this.model = model;
    }

    @Override
    Transcription heard(Audio audio, TranscribeOptions options, Progress progress) throws InterruptedException {
        return new TdtTranscriber(model, audio, options, progress).run();
    }

    @Override
    void free() {
        model.sessions().close();
    }
}
