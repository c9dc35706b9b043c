package org.whisperbench.platform.isolate;

import org.whisperbench.api.BackendInfo;
import org.whisperbench.api.LoadOptions;
import org.whisperbench.api.Progress;
import org.whisperbench.api.ResolvedModel;
import org.whisperbench.api.SpeechModel;
import org.whisperbench.api.WhisperBackend;

/** A backend that answers questions here and loads its models in child processes, one each, which end when it goes. */
final class IsolatedBackend extends BackendFront<IsolatedModel> {

    private final WorkerLaunch launch;
    private final IdleClock idle;

    IsolatedBackend(WhisperBackend backend, BackendInfo info, WorkerLaunch launch, IdleClock idle) {
        super(backend, info, IsolatedModel::close);
        this.launch = launch;
        this.idle = idle;
    }

    @Override
    public SpeechModel load(ResolvedModel model, LoadOptions options, Progress progress) throws InterruptedException {
        IsolatedModel.Loading loading =
                new IsolatedModel.Loading(() -> launch.start(backend().getClass()), model, options);
        IsolatedModel loaded = new IsolatedModel(loading, launch.settings(), idle, this::remove);
        add(loaded);
        boolean started = false;
        try {
            loaded.start(progress);
            requireOpen();
            started = true;
            return loaded;
        } finally {
            if (!started) {
                loaded.close();
            }
        }
    }
}
