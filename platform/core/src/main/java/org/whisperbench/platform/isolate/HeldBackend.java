package org.whisperbench.platform.isolate;

import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/** A backend that loads in this process, or starts processes itself: its models are closed when it goes at the latest. */
final class HeldBackend extends BackendFront<HeldModel> {

    private final IsolationSettings settings;
    private final IdleClock idle;

    HeldBackend(WhisperBackend backend, BackendInfo info, IsolationSettings settings, IdleClock idle) {
        super(backend, info, HeldModel::end);
        this.settings = settings;
        this.idle = idle;
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        LoadOptions limited = options.withTimeout(settings.loadLimit(options.timeout(), model.descriptor()));
        SpeechModel loaded = backend().load(model, limited, progress);
        SpeechModel owned = loaded;
        boolean handedOver = false;
        try {
            HeldModel held = new HeldModel(loaded, settings, idle, this::remove);
            owned = held;
            add(held);
            held.awaitCall();
            requireOpen();
            handedOver = true;
            return held;
        } finally {
            // Also a model that cannot be asked what it can do would be left to nobody.
            if (!handedOver) {
                owned.close();
            }
        }
    }
}
