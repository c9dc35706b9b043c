package org.whisperbench.backend.faster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.whisperbench.api.WhisperBackend;
import org.whisperbench.testkit.BackendContract;
import org.whisperbench.testkit.PeerPython;

/** The real transformers and PyTorch, on the processor. */
@Tag("peer")
@Tag("long")
class InsanelyFastContractPeerTest extends BackendContract {

    @BeforeAll
    static void prepareEnvironment() {
        PeerPython.prepare();
    }

    @Override
    protected WhisperBackend backend() {
        return new InsanelyFastBackend();
    }

    @Override
    protected Path modelFolder() {
        return NanoModel.folder();
    }

    /** The libraries alone take half a minute to import on a busy machine. */
    @Override
    protected Duration patience() {
        return Duration.ofMinutes(10);
    }

    @Override
    protected List<Path> recordings() {
        return NanoModel.samples().subList(0, 4).stream()
                .map(NanoModel.Speech::wav)
                .toList();
    }
}
